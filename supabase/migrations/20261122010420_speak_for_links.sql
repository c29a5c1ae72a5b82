-- Once the server speaks for a link: who is asking, whether he may, what he did before, and that he looked.

-- Who is asking through a link, and whether he may. The only way into it: every function of customers begins here. The
-- claims are the server's own (it signed them a minute ago); the rows decide. A session that is gone, a link of another
-- organization and one that never was are refused alike.
create function private.portal_link(
  needed text default 'view', with_code boolean default true,
  out org_id uuid, out link_id uuid, out session_id uuid, out booking_id uuid, out customer_id uuid, out scopes text[]
)
language plpgsql stable set search_path = ''
as $$
declare
  principal constant text := private.claims() ->> 'principal';
  access public.customer_portal_access;
  session private.portal_sessions;
begin
  if principal ~ '^portal:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    select a.* into access
    from public.customer_portal_access as a
    join public.organizations as o on o.id = a.org_id and o.status = 'active' and o.deleted_at is null
    where a.org_id = private.uuid_claim('org_id') and a.id = substr(principal, 8)::uuid;
    select s.* into session
    from private.portal_sessions as s
    where s.org_id = access.org_id
      and s.id = private.uuid_claim('portal_session')
      and s.access_id = access.id
      and s.expires_at > now();
  end if;
  if session.id is null then
    raise exception 'forbidden: This needs a customer''s link.' using errcode = '42501';
  end if;
  if not private.is_link_open(access) then
    raise exception 'link_ended: This link has ended.' using errcode = 'CO410';
  end if;
  if with_code and private.needs_code(access, session) then
    raise exception 'code_required: This link asks for its code first.' using errcode = '42501', hint = 'code';
  end if;
  if needed <> all (access.scopes) then
    raise exception 'forbidden: This link is not for that.' using errcode = '42501', hint = 'portal:' || needed;
  end if;
  org_id := access.org_id;
  link_id := access.id;
  session_id := session.id;
  booking_id := access.booking_id;
  customer_id := access.customer_id;
  scopes := access.scopes;
end;
$$;
comment on function private.portal_link(text, boolean) is
  'The link of the request with its session, visit and customer; raises 42501 without one, without its code or without '
  'the scope, CO410 when it has ended.';
revoke execute on function private.portal_link(text, boolean) from public;

-- Whoever writes through a link has it to himself for as long: two windows that send the same wait for one another, and
-- a link that is being taken back is either still open or already ended.
create function private.lock_portal_link(
  needed text,
  out org_id uuid, out link_id uuid, out session_id uuid, out booking_id uuid, out customer_id uuid, out scopes text[]
)
language plpgsql volatile set search_path = ''
as $$
declare
  known record := private.portal_link(needed);
begin
  perform
  from public.customer_portal_access as a
  where a.org_id = known.org_id and a.id = known.link_id
  for no key update;
  known := private.portal_link(needed);
  org_id := known.org_id;
  link_id := known.link_id;
  session_id := known.session_id;
  booking_id := known.booking_id;
  customer_id := known.customer_id;
  scopes := known.scopes;
end;
$$;
comment on function private.lock_portal_link(text) is 'portal_link, with the link locked for this transaction.';
revoke execute on function private.lock_portal_link(text) from public;

-- The same action by the same id of the page is answered as it was. The link is locked, so there is no "not yet".
create function private.known_portal_answer(org uuid, link uuid, action text, payload jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  op constant uuid := private.to_uuid(payload ->> 'op_id');
  done private.portal_operations;
begin
  if op is null then
    perform private.invalid('invalid', 'Name the operation by an id of its own.', 'op_id');
  end if;
  select o.* into done
  from private.portal_operations as o
  where o.org_id = org and o.access_id = link and o.op_id = op;
  if not found then
    return null;
  end if;
  if done.action <> known_portal_answer.action then
    perform private.invalid('op_mismatch', 'This operation was another one.', 'op_id');
  end if;
  return done.answer || '{"replayed": true}';
end;
$$;
comment on function private.known_portal_answer(uuid, uuid, text, jsonb) is
  'What {op_id} was answered before, null for a new one; raises CO422 without or with another action''s id.';
revoke execute on function private.known_portal_answer(uuid, uuid, text, jsonb) from public;

create function private.keep_portal_answer(org uuid, link uuid, action text, payload jsonb, answer jsonb)
returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  insert into private.portal_operations (org_id, access_id, op_id, action, answer)
  values (org, link, (payload ->> 'op_id')::uuid, keep_portal_answer.action, keep_portal_answer.answer);
  return answer || '{"replayed": false}';
end;
$$;
comment on function private.keep_portal_answer(uuid, uuid, text, jsonb, jsonb) is
  'Keeps the answer of a customer''s action and gives it, marked as new.';
revoke execute on function private.keep_portal_answer(uuid, uuid, text, jsonb, jsonb) from public;

-- A look counts once per browser and hour. Without script nothing says that a page is visible: then the first action
-- does.
create function private.note_portal_view(org uuid, link uuid, session uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform from private.portal_sessions as s where s.org_id = org and s.id = session for no key update;
  insert into public.customer_portal_views (org_id, access_id, session_id, user_agent)
  select org, link, s.id, s.user_agent
  from private.portal_sessions as s
  where s.org_id = org
    and s.id = session
    and not exists (
      select
      from public.customer_portal_views as v
      where v.org_id = org and v.session_id = session and v.seen_at > now() - interval '1 hour'
    );
end;
$$;
comment on function private.note_portal_view(uuid, uuid, uuid) is 'Notes that a link is looked at.';
revoke execute on function private.note_portal_view(uuid, uuid, uuid) from public;

create function public.portal_seen(payload jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.portal_link();
begin
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return '{"seen": true}';
end;
$$;
comment on function public.portal_seen(jsonb) is
  'The customer''s page is visible. Definer: a link reads no table; its claims are checked.';
revoke execute on function public.portal_seen(jsonb) from public, authenticated;
grant execute on function public.portal_seen(jsonb) to anon;

-- A wrong code is an answer and no error: the count of wrong ones must stay. Five, then a quarter of an hour of none.
create function public.portal_code(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  tries constant integer := 5;
  me record := private.portal_link('view', false);
  code private.portal_codes;
begin
  select k.* into code
  from private.portal_codes as k
  where k.org_id = me.org_id and k.access_id = me.link_id
  for no key update;
  if not found then
    return jsonb_build_object('passed', true, 'tries_left', tries, 'locked_until', null);
  end if;
  if code.locked_until > clock_timestamp() then
    return jsonb_build_object('passed', false, 'tries_left', 0, 'locked_until', code.locked_until);
  end if;
  -- A lock that is over gives five new tries.
  if code.locked_until is not null then
    code.failures := 0;
  end if;
  code.locked_until := null;
  if payload ->> 'code' ~ '^[0-9]{6}$'
    and extensions.crypt(payload ->> 'code', code.code_hash) = code.code_hash then
    code.failures := 0;
    update private.portal_sessions as s
    set code_passed_at = clock_timestamp()
    where s.org_id = me.org_id and s.id = me.session_id;
  else
    code.failures := code.failures + 1;
    if code.failures >= tries then
      code.locked_until := clock_timestamp() + interval '15 minutes';
    end if;
  end if;
  update private.portal_codes as k
  set failures = code.failures, locked_until = code.locked_until
  where k.org_id = me.org_id and k.access_id = me.link_id;
  return jsonb_build_object(
    'passed', code.failures = 0, 'tries_left', tries - code.failures, 'locked_until', code.locked_until
  );
end;
$$;
comment on function public.portal_code(jsonb) is
  '{code}: the link''s code for this browser; answers {passed, tries_left, locked_until}. '
  'Definer: a link reads no table; its claims are checked.';
revoke execute on function public.portal_code(jsonb) from public, authenticated;
grant execute on function public.portal_code(jsonb) to anon;

-- The text of a link that leaves: for the live link of the visit, else a new one. It is lengthened to last a month from
-- now and a month from the visit's end; a move of the visit alone does not lengthen it, the message about it does.
create function private.portal_token_for(org uuid, booking uuid, purpose text, notification uuid) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  access public.customer_portal_access;
  until timestamptz;
  made record;
begin
  -- Two who make the first link of a visit make one.
  perform pg_advisory_xact_lock(hashtextextended('portal:' || org || booking, 0));
  select a.* into access
  from public.customer_portal_access as a
  where a.org_id = org and a.booking_id = booking and private.is_link_open(a)
  order by a.send_requested_at desc, a.id
  limit 1;
  select greatest(now(), coalesce(b.ends_at, b.flexible_on + interval '1 day', now())) + interval '30 days' into until
  from public.bookings as b
  where b.org_id = org and b.id = booking;
  if access.id is null then
    insert into public.customer_portal_access as a (org_id, booking_id, customer_id, expires_at)
    select org, b.id, j.customer_id, until
    from public.bookings as b
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    where b.org_id = org and b.id = booking
    returning a.* into access;
  elsif access.expires_at < until - interval '1 day' then
    update public.customer_portal_access as a
    set expires_at = until
    where a.org_id = org and a.id = access.id;
  end if;
  return private.add_portal_token(org, access.id, purpose, notification);
end;
$$;
comment on function private.portal_token_for(uuid, uuid, text, uuid) is
  'A fresh token of a visit''s link, made where there is none; purpose message, copy or qr. Commit before it leaves.';
revoke execute on function private.portal_token_for(uuid, uuid, text, uuid) from public;

create function private.add_portal_token(org uuid, link uuid, purpose text, notification uuid) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  made record := private.generate_portal_token();
begin
  insert into private.customer_portal_tokens (org_id, access_id, token_hash, prefix, purpose, notification_id)
  values (org, link, made.token_hash, made.prefix, purpose, notification);
  return made.token;
end;
$$;
comment on function private.add_portal_token(uuid, uuid, text, uuid) is 'One more token of a link; answers its text.';
revoke execute on function private.add_portal_token(uuid, uuid, text, uuid) from public;

-- "Send me a new one", from a page that says that the link has ended. The answer is the same whatever happens. A link
-- that somebody took back is not given again by asking.
create function public.gate_portal_resend(link_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  access public.customer_portal_access;
begin
  select a.* into access
  from public.customer_portal_access as a
  join public.organizations as o on o.id = a.org_id and o.status = 'active' and o.deleted_at is null
  where a.id = gate_portal_resend.link_id and a.revoked_at is null;
  if access.booking_id is not null
    and (private.take_rate('portal_resend:' || access.id, 3, 86400, 3) ->> 'allowed')::boolean then
    perform private.queue_message(access.org_id, 'portal.link', access.booking_id, '{}'::jsonb, now());
  end if;
  return '{}';
end;
$$;
comment on function public.gate_portal_resend(uuid) is
  'Sends a fresh link to the address on file, three times a day; always answers {}. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_portal_resend(uuid) from public, anon, authenticated;
grant execute on function public.gate_portal_resend(uuid) to service_role;
