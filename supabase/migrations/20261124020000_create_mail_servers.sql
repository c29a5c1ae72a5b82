-- A company may send its messages by a mail server of its own, from its own address. Where it is stands among its
-- settings; the password beside it, sealed by the app, is the first setting that is a secret. Both are there or neither
-- is: a server that asks for a name gets the password kept for it and for no other.

-- How it goes, apart from the settings: a mail that left is no edit.
create table private.mail_server_states (
  org_id uuid not null references public.organizations (id) on delete cascade,
  sent_at timestamptz,
  failing_since timestamptz,
  problem text,
  told_at timestamptz,
  test_id uuid,
  test_by uuid,
  test_asked_at timestamptz,
  test_ended_at timestamptz,
  test_problem text,
  test_reply integer,
  primary key (org_id),
  foreign key (org_id, test_by) references public.organization_members (org_id, user_id) on delete set null (test_by),
  constraint mail_server_states_problem_check check (problem ~ '^[a-z_]{1,60}$'),
  constraint mail_server_states_failing_check check ((problem is null) = (failing_since is null)),
  constraint mail_server_states_told_check check (told_at is null or failing_since is not null),
  constraint mail_server_states_test_problem_check check (test_problem ~ '^[a-z_]{1,60}$'),
  constraint mail_server_states_test_check check (
    (test_id is null) = (test_asked_at is null)
    and (test_ended_at is null or test_asked_at is not null)
    and (test_problem is null or test_ended_at is not null)
  )
);
comment on table private.mail_server_states is
  'How an organization''s own mail server does, and its last test. Begins anew when the server changes.';
comment on column private.mail_server_states.problem is 'Why it takes no mail, as a word that pages translate.';
comment on column private.mail_server_states.told_at is 'When the owners were told that it fails; once for each time.';
comment on column private.mail_server_states.test_by is 'Who asked for the last test, and gets its mail.';
comment on column private.mail_server_states.test_reply is 'The number the server answered with, where it answered.';
create index mail_server_states_test_by_idx on private.mail_server_states (org_id, test_by) where test_by is not null;
alter table private.mail_server_states enable row level security;

insert into private.personal_data_columns (relation, name, person, rule, reason)
values
  ('private.mail_server_states', 'problem', 'none', 'stay', 'A word of a list.'),
  ('private.mail_server_states', 'test_problem', 'none', 'stay', 'A word of a list.');

create function private.mail_server_version(org uuid) returns bigint
language plpgsql stable set search_path = ''
as $$
begin
  return private.digest_version(coalesce(private.setting(org, 'mail', 'server'), 'null')::text);
end;
$$;
comment on function private.mail_server_version(uuid) is 'The version of a mail server: also where there is none.';
revoke execute on function private.mail_server_version(uuid) from public;

create function private.mail_server_data(org uuid) returns jsonb
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
comment on function private.mail_server_data(uuid) is
  '{version, server, password_set_at, sent_at, failing_since, problem, test} of an organization; never a password.';
revoke execute on function private.mail_server_data(uuid) from public;

-- Line breaks would be commands of the protocol, so no field holds a control character.
create function private.require_mail_server(server jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
declare
  wrong constant text := case
    when coalesce(server ->> 'host', '') !~ '^([a-z0-9_]([a-z0-9_.-]*[a-z0-9])?|[0-9a-f:.]{2,45})$'
      or length(server ->> 'host') > 253 then 'host'
    when coalesce(server ->> 'port', '') !~ '^[1-9][0-9]{0,4}$' or (server ->> 'port')::integer > 65535 then 'port'
    when coalesce(server ->> 'security', '') not in ('starttls', 'tls', 'plain') then 'security'
    when server ->> 'username' !~ '^[^[:cntrl:]]+$' or length(server ->> 'username') > 320 then 'username'
    when server ->> 'from_name' !~ '^[^[:cntrl:]]{1,100}$' then 'from_name'
    when coalesce(server ->> 'from_address', '') !~ '^[^@[:space:][:cntrl:],;<>"]+@[^@[:space:][:cntrl:],;<>"]+$'
      or length(server ->> 'from_address') > 254 then 'from_address'
  end;
begin
  if wrong is not null then
    perform private.invalid('invalid', 'This value is not possible here.', wrong);
  end if;
end;
$$;
comment on function private.require_mail_server(jsonb) is
  'Raises CO422 with the field of {host, port, security, username, from_name, from_address} that cannot be.';
revoke execute on function private.require_mail_server(jsonb) from public;

create function private.write_secret(org uuid, category text, name text, sealed text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if sealed is null then
    delete from public.system_settings as s
    where s.org_id = org and s.category = write_secret.category and s.name = write_secret.name;
  else
    insert into public.system_settings (org_id, category, name, value, is_encrypted)
    values (org, write_secret.category, write_secret.name, to_jsonb(sealed), true)
    on conflict on constraint system_settings_name_key do update set value = excluded.value, is_encrypted = true;
  end if;
end;
$$;
comment on function private.write_secret(uuid, text, text, text) is
  'Keeps a setting that the app sealed for "<category>.<name>"; null takes it away.';
revoke execute on function private.write_secret(uuid, text, text, text) from public;

create function private.lock_mail_server(org uuid, expected_version bigint) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.require_permission('update', 'settings', 'all');
  perform from public.organizations as o where o.id = org for no key update;
  perform private.require_version(private.mail_server_version(org), expected_version);
end;
$$;
comment on function private.lock_mail_server(uuid, bigint) is
  'For who may change settings and has seen this version; raises 42501 or CO412.';
revoke execute on function private.lock_mail_server(uuid, bigint) from public;

create function public.get_mail_server() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'settings', 'all');
  return private.mail_server_data(org);
end;
$$;
comment on function public.get_mail_server() is
  'The organization''s own mail server, how it does, and since when it has its password; never the password. '
  'Definer: states are nobody''s table.';
revoke execute on function public.get_mail_server() from public, anon;
grant execute on function public.get_mail_server() to authenticated;

-- Whoever may change settings must not read a password by sending it to a server of his own: with another host, port,
-- way or name it is typed again.
create function public.update_mail_server(expected_version bigint, changes jsonb) returns jsonb
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
comment on function public.update_mail_server(bigint, jsonb) is
  'Changes {host?, port?, security?, username?, from_name?, from_address?, sealed?} of the organization''s mail server, '
  'sealed being the password for "mail.password"; raises CO422 password_needed. Definer: settings are written by '
  'functions only.';
revoke execute on function public.update_mail_server(bigint, jsonb) from public, anon;
grant execute on function public.update_mail_server(bigint, jsonb) to authenticated;

create function public.delete_mail_server(expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = '' set lock_timeout = '5s'
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.lock_mail_server(org, expected_version);
  delete from public.system_settings as s where s.org_id = org and s.category = 'mail' and s.name in ('server', 'password');
  delete from private.mail_server_states as s where s.org_id = org;
  return jsonb_build_object('status', 200, 'data', private.mail_server_data(org));
end;
$$;
comment on function public.delete_mail_server(bigint) is
  'Takes the organization''s mail server away with its password: messages leave by the installation''s again. '
  'Definer: settings are written by functions only.';
revoke execute on function public.delete_mail_server(bigint) from public, anon;
grant execute on function public.delete_mail_server(bigint) to authenticated;
