-- A link row has no version and no history of its own: what changed is the record that shows it. Writes that line of
-- history, and audit and event with it.
create function private.record_link_change(
  org uuid, entity text, entity_id uuid, version bigint, field text, before jsonb, after jsonb
) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  actor record := private.current_actor();
begin
  if before = after then
    return;
  end if;
  insert into private.change_log
    (org_id, entity, entity_id, version, operation, changed, old, new, actor_kind, actor_id, correlation_id)
  values (
    org, entity, entity_id, version, 'updated', array[field], jsonb_build_object(field, before),
    jsonb_build_object(field, after), actor.kind, actor.id, private.request_context() ->> 'correlation_id'
  );
end;
$$;
comment on function private.record_link_change(uuid, text, uuid, bigint, text, jsonb, jsonb) is
  'A line of history for what is linked to a record: skills of a service type, tags of a customer.';
revoke execute on function private.record_link_change(uuid, text, uuid, bigint, text, jsonb, jsonb) from public;
