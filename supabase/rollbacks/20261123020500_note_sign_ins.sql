-- Undoes "note sign ins".
drop trigger log_sign_outs on private.ended_sessions;
drop function private.log_sign_outs();
create or replace function public.custom_access_token_hook(event jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := (event ->> 'user_id')::uuid;
  session constant uuid := (event -> 'claims' ->> 'session_id')::uuid;
  chosen record;
begin
  if not exists (
    select from public.profiles as p where p.id = person and p.is_active and p.deleted_at is null
  ) then
    return jsonb_build_object('error', jsonb_build_object(
      'http_code', 403, 'message', 'This account is not active.'
    ));
  end if;

  if event -> 'claims' ->> 'aal' is distinct from 'aal2' and private.has_second_step(person) then
    return jsonb_set(event, '{claims}', (event -> 'claims') - 'org_id' - 'org_role' || '{"needs_code": true}');
  end if;

  select m.org_id, m.role, s.org_id is not null as is_stored
  into chosen
  from public.organization_members as m
  join public.organizations as o on o.id = m.org_id
  left join private.session_organizations as s
    on s.session_id = session and s.user_id = m.user_id and s.org_id = m.org_id
  where m.user_id = person and m.status = 'active' and o.status = 'active' and o.deleted_at is null
  order by is_stored desc, m.last_used_at desc nulls last, m.joined_at desc, m.org_id
  limit 1;

  if chosen.org_id is null then
    return jsonb_set(event, '{claims}', (event -> 'claims') - 'org_id' - 'org_role');
  end if;

  if session is not null and not chosen.is_stored then
    perform private.choose_organization(session, person, chosen.org_id);
  end if;
  -- A token lasts ten minutes, so this is when the person was last at work here, to within ten minutes.
  update public.organization_members as m
  set last_used_at = now()
  where m.org_id = chosen.org_id
    and m.user_id = person
    and (m.last_used_at is null or m.last_used_at < now() - interval '5 minutes');
  return jsonb_set(
    event, '{claims}',
    (event -> 'claims') || jsonb_build_object('org_id', chosen.org_id, 'org_role', chosen.role)
  );
end;
$$;
drop function private.log_sign_in(uuid, jsonb);
