-- Undoes "test one version of mail servers". A test that is under way for a server saved since is forgotten with it.
delete from private.mail_server_states as s where s.test_version <> private.mail_server_version(s.org_id);
create or replace function ops.mail_server_test(org uuid, test uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'email', p.email, 'locale', p.locale, 'asked_at', s.test_asked_at,
      'organization', jsonb_build_object('name', o.name, 'slug', o.slug, 'time_zone', o.time_zone)
    )
    from private.mail_server_states as s
    join public.organizations as o on o.id = s.org_id and o.status = 'active'
    join public.organization_members as m on m.org_id = o.id and m.user_id = s.test_by and m.status = 'active'
    join public.profiles as p on p.id = m.user_id and p.email is not null and p.deleted_at is null
    where s.org_id = org and s.test_id = test and s.test_ended_at is null
  );
end;
$$;
comment on function ops.mail_server_test(uuid, uuid) is
  'Whom a test is for; null when it is over or another was asked for since. '
  'Definer: the worker has no right on any table.';

create or replace function public.test_mail_server(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  test constant uuid := private.uuid_v7();
  answer jsonb;
  rate jsonb;
begin
  perform private.require_permission('update', 'settings', 'all');
  answer := private.claim_idempotency('test_mail_server', payload, org);
  if answer is not null then
    return answer;
  end if;
  if private.setting(org, 'mail', 'server') is null then
    raise exception 'no_mail_server: There is no mail server of your own yet.' using errcode = 'CO409';
  end if;
  rate := private.take_rate('mail_server_test:' || org, 20, 3600, 5);
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: That were many tests. Please wait a little.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  insert into private.mail_server_states as s (org_id, test_id, test_by, test_asked_at)
  values (org, test, private.current_user_id(), clock_timestamp())
  on conflict on constraint mail_server_states_pkey do update set
    test_id = excluded.test_id, test_by = excluded.test_by, test_asked_at = excluded.test_asked_at,
    test_ended_at = null, test_problem = null, test_reply = null;
  insert into private.background_jobs (org_id, kind, payload, max_attempts)
  values (org, 'mail_server_test', jsonb_build_object('test_id', test), 3);
  return private.remember_answer(org, 201, private.mail_server_data(org));
end;
$$;
comment on function public.test_mail_server(jsonb) is
  'Has a mail sent to the caller by the organization''s own server; its end stands in get_mail_server. '
  'Definer: jobs are nobody''s table.';

create or replace function public.update_mail_server(expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' set lock_timeout = '5s'
as $$
declare
  org constant uuid := private.require_org();
  place constant text[] := array['host', 'port', 'security', 'username'];
  blank constant jsonb := '{"username": null, "from_name": null, "password_set_at": null}';
  given constant jsonb := changes - array['sealed', 'password_set_at'];
  kept jsonb;
  wanted jsonb;
  gives_password boolean := changes ? 'sealed';
begin
  perform private.lock_mail_server(org, expected_version);
  if given - array['host', 'port', 'security', 'username', 'from_name', 'from_address'] <> '{}' then
    perform private.invalid('invalid', 'A mail server has no such field.', '');
  end if;
  kept := coalesce(private.setting(org, 'mail', 'server'), blank);
  wanted := kept || given;
  perform private.require_mail_server(wanted);
  if wanted ->> 'username' is null then
    if changes ->> 'sealed' is not null then
      perform private.invalid('invalid', 'A password needs a user name.', 'username');
    end if;
    gives_password := true;
  elsif changes ->> 'sealed' is null and (
    gives_password or kept ->> 'password_set_at' is null
    or exists (select from unnest(place) as p where kept -> p is distinct from wanted -> p)
  ) then
    perform private.invalid('password_needed', 'Type the password: it is kept for one server and name.', 'password');
  end if;
  if gives_password then
    wanted := wanted || jsonb_build_object(
      'password_set_at', case when changes ->> 'sealed' is not null then clock_timestamp() end
    );
    perform private.write_secret(org, 'mail', 'password', changes ->> 'sealed');
  end if;
  perform private.write_setting(org, 'mail', 'server', wanted);
  if wanted <> kept then
    delete from private.mail_server_states as s where s.org_id = org;
  end if;
  return jsonb_build_object('status', 200, 'data', private.mail_server_data(org));
end;
$$;

create or replace function private.mail_server_data(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  kept constant jsonb := private.setting(org, 'mail', 'server');
  state private.mail_server_states;
begin
  select s.* into state from private.mail_server_states as s where s.org_id = org;
  return jsonb_build_object(
    'version', private.mail_server_version(org),
    'server', kept - 'password_set_at',
    'password_set_at', kept -> 'password_set_at',
    'sent_at', state.sent_at,
    'failing_since', state.failing_since,
    'problem', state.problem,
    'test', case when state.test_id is not null then jsonb_build_object(
      'id', state.test_id, 'asked_at', state.test_asked_at, 'ended_at', state.test_ended_at,
      'problem', state.test_problem, 'reply', state.test_reply
    ) end
  );
end;
$$;
drop function private.renew_mail_server_state(uuid);
delete from private.personal_data_columns where relation = 'private.mail_server_states' and name = 'test_host';
alter table private.mail_server_states
  drop constraint mail_server_states_test_server_check,
  drop column test_version,
  drop column test_host,
  drop column test_port;
