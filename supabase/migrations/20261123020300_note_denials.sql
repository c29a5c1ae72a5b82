-- Who was refused what. A refusal rolls its own transaction back, so the server tells of it afterwards, with the right
-- that was missing; a page that one may not open is a refusal like an address of the API.

create function public.gate_note_denial(denial jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := (denial ->> 'org_id')::uuid;
  person constant uuid := (denial ->> 'user_id')::uuid;
  needed constant text := left(denial ->> 'missing', 100);
begin
  -- The same again within ten minutes is somebody who presses twice, or a program that does not read answers.
  if not exists (
    select from public.organization_members as m where m.org_id = org and m.user_id = person
  ) or exists (
    select
    from public.audit_logs as a
    where a.org_id = org and a.actor_id = person and a.action = 'denied'
      and a.created_at > now() - interval '10 minutes'
      and a.changed = array[needed] and a.path is not distinct from left(denial ->> 'path', 500)
  ) then
    return;
  end if;
  perform private.log_account_event(
    org, person, 'denied', (denial ->> 'session_id')::uuid, denial || jsonb_build_object('missing', needed), 'notice'
  );
end;
$$;
comment on function public.gate_note_denial(jsonb) is
  'Writes that somebody was refused: {org_id, user_id, session_id, missing, ip, user_agent, method, path, '
  'correlation_id}, the same once in ten minutes. Definer: service_role has no right on any table.';
revoke execute on function public.gate_note_denial(jsonb) from public, anon, authenticated;
grant execute on function public.gate_note_denial(jsonb) to service_role;
