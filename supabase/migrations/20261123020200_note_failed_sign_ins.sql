-- A wrong password is a line in the audit log and the activity of the person it was tried on. Where Auth is hosted, the
-- people's browsers talk to it alone; it tells a function of ours of each password it compared, and where its plan has
-- no such hook, the browser tells our server what it was told.

-- Each organization of the person hears of it, as any of them may be meant. A guesser fills no log: after twenty lines
-- in an hour the limits of Auth go on counting and the log says no more.
create function private.log_failed_sign_in(person uuid, context jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.log_account_event(m.org_id, person, 'login_failed', null, context, 'warning')
  from public.organization_members as m
  join public.organizations as o on o.id = m.org_id and o.status = 'active' and o.deleted_at is null
  where m.user_id = person and m.status = 'active'
    and (
      select count(*)
      from public.user_activity_log as l
      where l.org_id = m.org_id and l.user_id = person and l.created_at > now() - interval '1 hour'
        and l.activity = 'login_failed'
    ) < 20;
end;
$$;
comment on function private.log_failed_sign_in(uuid, jsonb) is
  'A password that was wrong, for each organization of the person. Definer: nobody may write into the logs by hand.';
revoke execute on function private.log_failed_sign_in(uuid, jsonb) from public;

-- Supabase's hook for password verification: told of each attempt on a known account, right or wrong, it may refuse and
-- never does. Of addresses nobody has, Auth tells nothing; they belong to no organization either.
create function public.password_verification_hook(event jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if not coalesce((event ->> 'valid')::boolean, false) then
    perform private.log_failed_sign_in((event ->> 'user_id')::uuid, jsonb_build_object(
      'ip', event -> 'metadata' ->> 'ip_address', 'user_agent', event -> 'metadata' ->> 'user_agent',
      'way', 'password'
    ));
  end if;
  return '{"decision": "continue"}';
end;
$$;
comment on function public.password_verification_hook(jsonb) is
  'Auth calls it for each compared password: writes down the wrong ones. '
  'Definer: the role of Auth has no right on our tables.';
revoke execute on function public.password_verification_hook(jsonb) from public, anon, authenticated;
grant execute on function public.password_verification_hook(jsonb) to supabase_auth_admin;

-- What the browser was told of a wrong password, with the address our server sees. Where Auth has told of the attempt
-- itself (the hook above is not part of every plan) it stands there already.
create function public.gate_note_failed_sign_in(email text, context jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := (
    select p.id
    from public.profiles as p
    where p.email = lower(btrim(gate_note_failed_sign_in.email)) and p.is_active and p.deleted_at is null
  );
begin
  if person is null or exists (
    select
    from public.organization_members as m
    join public.user_activity_log as l
      on l.org_id = m.org_id and l.user_id = m.user_id and l.activity = 'login_failed'
      and l.created_at > now() - interval '15 seconds'
    where m.user_id = person
  ) then
    return;
  end if;
  perform private.log_failed_sign_in(person, context || '{"way": "password"}');
end;
$$;
comment on function public.gate_note_failed_sign_in(text, jsonb) is
  'A sign-in that failed in a browser; context: {ip, user_agent, correlation_id}. Answers nothing, whoever it is. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_note_failed_sign_in(text, jsonb) from public, anon, authenticated;
grant execute on function public.gate_note_failed_sign_in(text, jsonb) to service_role;
