-- Undoes "name booking events".
create or replace function private.spread_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  ip constant inet := private.to_inet(context ->> 'ip');
  session constant uuid := private.uuid_claim('session_id');
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, change_id, ip, user_agent, method, path,
     session_id, correlation_id, gdpr_relevant)
  select
    c.org_id, c.actor_kind, c.actor_id,
    case c.operation when 'created' then 'create' when 'updated' then 'update' when 'deleted' then 'delete'
      else 'restore' end,
    c.entity, c.entity_id, c.changed, c.id, ip, left(context ->> 'user_agent', 500), left(context ->> 'method', 10),
    left(context ->> 'path', 500), session, c.correlation_id,
    c.entity in ('customer', 'contact', 'property', 'member', 'invitation')
  from new_rows as c;

  insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
  select
    c.org_id, c.entity || '.' || c.operation, c.entity, c.entity_id, c.version,
    jsonb_build_object('id', c.entity_id, 'changed', to_jsonb(c.changed))
  from new_rows as c;
  return null;
end;
$$;
comment on function private.spread_changes() is
  'After history was written: the audit lines and events that belong to it. '
  'Definer: nobody may write into audit log or outbox by hand.';

drop function private.event_words(text, text, jsonb, jsonb);
drop function private.booking_events(text, jsonb, jsonb);
