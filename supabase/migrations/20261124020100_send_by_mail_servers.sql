-- What the worker asks and tells of an organization's own mail server: where it is, that a mail left or why not, the
-- test somebody asked for, and the mail to the owners when it fails. That one leaves by the installation's server.

create function ops.mail_server(org uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  kept constant jsonb := private.setting(org, 'mail', 'server');
begin
  if kept is null then
    return null;
  end if;
  return kept || jsonb_build_object(
    'revision', private.mail_server_version(org)::text, 'sealed', private.setting(org, 'mail', 'password'),
    'from_name', (
      select coalesce(kept ->> 'from_name', o.sender_name, o.name) from public.organizations as o where o.id = org
    )
  );
end;
$$;
comment on function ops.mail_server(uuid) is
  'An organization''s mail server with its sealed password, null where it has none. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.mail_server(uuid) from public;
grant execute on function ops.mail_server(uuid) to callout_worker;

-- What a person has to mend is told at once; a server that does not answer may be back in a minute.
create function private.tell_of_mail_server(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update private.mail_server_states as s
  set told_at = now()
  where s.org_id = org and s.told_at is null and s.failing_since is not null
    and (
      s.problem not in ('no_connection', 'busy', 'other') or s.failing_since <= now() - interval '15 minutes'
    );
  if found then
    insert into private.background_jobs (org_id, kind, payload)
    select org, 'mail_server_alert', jsonb_build_object('user_id', m.user_id)
    from public.organization_members as m
    where m.org_id = org and m.role = 'owner' and m.status = 'active';
  end if;
end;
$$;
comment on function private.tell_of_mail_server(uuid) is 'Has the owners written to, once, that their server fails.';
revoke execute on function private.tell_of_mail_server(uuid) from public;

-- The revision is that of the server which was asked: what one said that is not used any more is of no interest.
create function ops.mail_server_used(org uuid, revision text, problem text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if revision is distinct from private.mail_server_version(org)::text then
    return;
  end if;
  insert into private.mail_server_states as s (org_id, sent_at, failing_since, problem)
  values (
    org, case when mail_server_used.problem is null then now() end,
    case when mail_server_used.problem is not null then now() end, mail_server_used.problem
  )
  on conflict on constraint mail_server_states_pkey do update set
    sent_at = coalesce(excluded.sent_at, s.sent_at),
    failing_since = case when excluded.problem is not null then coalesce(s.failing_since, now()) end,
    problem = excluded.problem,
    told_at = case when excluded.problem is not null then s.told_at end
  -- A minute is exact enough: a morning's reminders do not queue for one row.
  where s.problem is distinct from excluded.problem or s.problem is not null and s.told_at is null
    or s.sent_at is null or s.sent_at < now() - interval '1 minute';
  if mail_server_used.problem is not null then
    perform private.tell_of_mail_server(org);
  end if;
end;
$$;
comment on function ops.mail_server_used(uuid, text, text) is
  'A mail left by the organization''s server, or why none does; tells the owners once. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.mail_server_used(uuid, text, text) from public;
grant execute on function ops.mail_server_used(uuid, text, text) to callout_worker;

create function ops.mail_server_alert(org uuid, person uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'email', p.email, 'locale', p.locale, 'problem', s.problem, 'since', s.failing_since,
      'host', private.setting(org, 'mail', 'server') ->> 'host',
      'organization', jsonb_build_object('name', o.name, 'slug', o.slug, 'time_zone', o.time_zone)
    )
    from private.mail_server_states as s
    join public.organizations as o on o.id = s.org_id and o.status = 'active'
    join public.organization_members as m
      on m.org_id = o.id and m.user_id = person and m.role = 'owner' and m.status = 'active'
    join public.profiles as p on p.id = m.user_id and p.email is not null and p.deleted_at is null
    where s.org_id = org and s.failing_since is not null
  );
end;
$$;
comment on function ops.mail_server_alert(uuid, uuid) is
  'What the mail to an owner says of his failing server; null when it works again. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.mail_server_alert(uuid, uuid) from public;
grant execute on function ops.mail_server_alert(uuid, uuid) to callout_worker;

-- The test goes to whoever asks for it and to nobody else: it is no way to write to strangers.
create function public.test_mail_server(payload jsonb) returns jsonb
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
revoke execute on function public.test_mail_server(jsonb) from public, anon;
grant execute on function public.test_mail_server(jsonb) to authenticated;

create function ops.mail_server_test(org uuid, test uuid) returns jsonb
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
revoke execute on function ops.mail_server_test(uuid, uuid) from public;
grant execute on function ops.mail_server_test(uuid, uuid) to callout_worker;

create function ops.mail_server_tested(org uuid, test uuid, problem text, reply integer) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.mail_server_states as s
  set test_ended_at = now(), test_problem = mail_server_tested.problem, test_reply = mail_server_tested.reply
  where s.org_id = org and s.test_id = test and s.test_ended_at is null;
end;
$$;
comment on function ops.mail_server_tested(uuid, uuid, text, integer) is
  'How a test ended: null is well. Definer: the worker has no right on any table.';
revoke execute on function ops.mail_server_tested(uuid, uuid, text, integer) from public;
grant execute on function ops.mail_server_tested(uuid, uuid, text, integer) to callout_worker;
