-- Sign-ins and sign-outs become lines of audit log and activity, by what Auth shows us wherever it runs: the token hook
-- sees the first token of each session, and a session that is gone leaves a row behind.

-- Hosted Auth keeps address and program of a session in auth.sessions, in the transaction that asks for the first token.
create function private.log_sign_in(org uuid, event jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  session constant uuid := (event -> 'claims' ->> 'session_id')::uuid;
  seen record;
begin
  -- A session that had another organization, closed meanwhile, moves on and signs nobody in.
  if event ->> 'authentication_method' = 'token_refresh' or exists (
    select from private.session_organizations as s where s.session_id = session
  ) then
    return;
  end if;
  select host(s.ip) as ip, s.user_agent into seen from auth.sessions as s where s.id = session;
  perform private.log_account_event(org, (event ->> 'user_id')::uuid, 'login', session, jsonb_build_object(
    'ip', coalesce(seen.ip, event -> 'metadata' ->> 'ip_address'), 'user_agent', seen.user_agent,
    'way', event ->> 'authentication_method'
  ));
end;
$$;
comment on function private.log_sign_in(uuid, jsonb) is
  'A line where the token hook''s event is of a session''s first token. Definer: it reads the sessions of Auth.';
revoke execute on function private.log_sign_in(uuid, jsonb) from public;

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
    perform private.log_sign_in(chosen.org_id, event);
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

-- Whoever ended it: the person here or on another device, or Auth because its time was over. An account that is being
-- erased leaves no fresh trace.
create function private.log_sign_outs() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.log_account_event(s.org_id, e.user_id, 'logout', e.session_id, private.request_context())
  from new_rows as e
  join private.session_organizations as s on s.session_id = e.session_id and s.user_id = e.user_id
  join public.profiles as p on p.id = e.user_id and p.is_active and p.deleted_at is null;
  return null;
end;
$$;
comment on function private.log_sign_outs() is
  'After a session ended: a line for the organization it worked in. '
  'Definer: nobody may write into the logs by hand.';
revoke execute on function private.log_sign_outs() from public;
create trigger log_sign_outs after insert on private.ended_sessions
  referencing new table as new_rows
  for each statement execute function private.log_sign_outs();
