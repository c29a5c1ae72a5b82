-- The office's side of links: which there are, how often they were looked at, one more address of one, sent once more,
-- taken back. A link's text is in the one answer that made it and in no other, remembered ones included.

create function private.portal_link_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 5 set search_path = ''
as $$
begin
  return query
    select jsonb_build_object(
      'id', a.id,
      'booking_id', a.booking_id,
      'scopes', a.scopes,
      'expires_at', a.expires_at,
      'revoked_at', a.revoked_at,
      'has_code', exists (select from private.portal_codes as k where k.org_id = org and k.access_id = a.id),
      'views', seen.amount,
      'last_seen_at', seen.latest,
      'last_sent_at', made.last_sent,
      'tokens', made.amount,
      'version', a.version,
      'created_at', a.created_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.customer_portal_access as a on a.org_id = org and a.id = wanted.id
    cross join lateral (
      select count(*) as amount, max(v.seen_at) as latest
      from public.customer_portal_views as v
      where v.org_id = org and v.access_id = a.id
    ) as seen
    cross join lateral (
      select count(*) as amount, max(t.created_at) filter (where t.purpose = 'message') as last_sent
      from private.customer_portal_tokens as t
      where t.org_id = org and t.access_id = a.id
    ) as made
    order by wanted.place;
end;
$$;
comment on function private.portal_link_rows(uuid, uuid[]) is 'Links as the office sees them.';
revoke execute on function private.portal_link_rows(uuid, uuid[]) from public;

create function private.portal_link_row(org uuid, link uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (select r from private.portal_link_rows(org, array[link]) as r);
end;
$$;
comment on function private.portal_link_row(uuid, uuid) is 'One link as the office sees it.';
revoke execute on function private.portal_link_row(uuid, uuid) from public;

create function public.list_portal_links(booking_id uuid) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'portal_links', 'all');
  perform from public.bookings as b where b.org_id = org and b.id = list_portal_links.booking_id;
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'booking_id';
  end if;
  return query
    select r
    from private.portal_link_rows(org, array(
      select a.id
      from public.customer_portal_access as a
      where a.org_id = org and a.booking_id = list_portal_links.booking_id
      order by a.revoked_at is not null, a.created_at desc, a.id
      limit 50
    )) as r;
end;
$$;
comment on function public.list_portal_links(uuid) is
  'The links of a visit, live ones first. Definer: their tokens and codes are nobody''s tables.';
revoke execute on function public.list_portal_links(uuid) from public, anon;
grant execute on function public.list_portal_links(uuid) to authenticated;

create function public.get_portal_link(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  found_row jsonb;
begin
  perform private.require_permission('read', 'portal_links', 'all');
  found_row := private.portal_link_row(org, get_portal_link.id);
  if found_row is null then
    raise exception 'not_found: There is no such link.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function public.get_portal_link(uuid) is 'One link; CO404. Definer: as list_portal_links.';
revoke execute on function public.get_portal_link(uuid) from public, anon;
grant execute on function public.get_portal_link(uuid) to authenticated;

create function public.list_portal_views(id uuid) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'portal_links', 'all');
  perform from public.customer_portal_access as a where a.org_id = org and a.id = list_portal_views.id;
  if not found then
    raise exception 'not_found: There is no such link.' using errcode = 'CO404', hint = 'id';
  end if;
  return query
    select jsonb_build_object('at', v.seen_at, 'user_agent', v.user_agent)
    from public.customer_portal_views as v
    where v.org_id = org and v.access_id = list_portal_views.id
    order by v.seen_at desc, v.id desc
    limit 200;
end;
$$;
comment on function public.list_portal_views(uuid) is
  'The last 200 looks at a link: {at, user_agent}. Definer: as list_portal_links.';
revoke execute on function public.list_portal_views(uuid) from public, anon;
grant execute on function public.list_portal_views(uuid) to authenticated;

create function private.lock_portal_access(org uuid, link uuid) returns public.customer_portal_access
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.customer_portal_access;
begin
  select a.* into locked
  from public.customer_portal_access as a
  where a.org_id = org and a.id = link
  for no key update;
  if not found then
    raise exception 'not_found: There is no such link.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_portal_access(uuid, uuid) is 'Locks a link; raises CO404.';
revoke execute on function private.lock_portal_access(uuid, uuid) from public;

create function private.require_open_link(access public.customer_portal_access) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if not private.is_link_open(access) then
    raise exception 'link_ended: This link has ended.' using errcode = 'CO410';
  end if;
end;
$$;
comment on function private.require_open_link(public.customer_portal_access) is 'Raises CO410 for an ended link.';
revoke execute on function private.require_open_link(public.customer_portal_access) from public;

create function private.check_portal_access(payload jsonb) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if payload ? 'scopes' and (
    jsonb_typeof(payload -> 'scopes') <> 'array'
    or not payload -> 'scopes' <@ '["view", "confirm", "reschedule", "cancel", "message", "files", "feedback"]'
  ) then
    perform private.invalid('invalid', 'A link has no such scope.', 'scopes');
  end if;
  if (payload ->> 'expires_at')::timestamptz <= now()
    or (payload ->> 'expires_at')::timestamptz > now() + interval '800 days' then
    perform private.invalid('invalid', 'A link ends within two years from now.', 'expires_at');
  end if;
end;
$$;
comment on function private.check_portal_access(jsonb) is 'Raises CO422 for scopes or an end no link has.';
revoke execute on function private.check_portal_access(jsonb) from public;

-- The code is hashed slowly: six digits are tried out in no time by whoever gets hold of a fast hash.
create function private.insert_portal_access(org uuid, payload jsonb, code text) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  made uuid;
begin
  insert into public.customer_portal_access as a (org_id, booking_id, customer_id, scopes, expires_at)
  select
    org, b.id, j.customer_id,
    coalesce(
      (
        select array_agg(distinct s.name)
        from (
          select 'view' as name
          union all
          select jsonb_array_elements_text(payload -> 'scopes')
        ) as s
        where payload ? 'scopes'
      ),
      '{view,confirm,reschedule,cancel,message,files,feedback}'
    ),
    coalesce(
      (payload ->> 'expires_at')::timestamptz,
      greatest(now(), coalesce(b.ends_at, b.flexible_on + interval '1 day', now())) + interval '30 days'
    )
  from public.bookings as b
  join public.jobs as j on j.org_id = org and j.id = b.job_id
  where b.org_id = org and b.id = (payload ->> 'booking_id')::uuid
  returning a.id into made;
  if made is null then
    perform private.invalid('booking_not_found', 'There is no such visit.', 'booking_id');
  end if;
  if code is not null then
    insert into private.portal_codes (org_id, access_id, code_hash)
    values (org, made, extensions.crypt(code, extensions.gen_salt('bf', 10)));
  end if;
  return made;
end;
$$;
comment on function private.insert_portal_access(uuid, jsonb, text) is
  'A new link of {booking_id, scopes?, expires_at?} with a code or null; raises CO422.';
revoke execute on function private.insert_portal_access(uuid, jsonb, text) from public;

create function public.generate_portal_access(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  code constant text := case
    when coalesce((payload ->> 'with_code')::boolean, false) then private.generate_access_code()
  end;
  answer jsonb;
  made uuid;
  token text;
begin
  perform private.require_permission('create', 'portal_links', 'all');
  answer := private.claim_idempotency('generate_portal_access', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.check_portal_access(payload);
  made := private.insert_portal_access(org, payload, code);
  token := private.add_portal_token(org, made, 'copy', null);
  answer := private.remember_answer(org, 201, jsonb_build_object(
    'link', private.portal_link_row(org, made), 'token', null, 'access_code', null
  ));
  return jsonb_set(
    answer, '{data}', answer -> 'data' || jsonb_build_object('token', token, 'access_code', code)
  );
end;
$$;
comment on function public.generate_portal_access(jsonb) is
  'A link of {booking_id, scopes?, expires_at?, with_code?}: {link, token, access_code}, the last two this once. '
  'Definer: links are written by functions only.';
revoke execute on function public.generate_portal_access(jsonb) from public, anon;
grant execute on function public.generate_portal_access(jsonb) to authenticated;

create function public.create_portal_token(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  access public.customer_portal_access;
  token text;
begin
  perform private.require_permission('create', 'portal_links', 'all');
  answer := private.claim_idempotency('create_portal_token', payload, org);
  if answer is not null then
    return answer;
  end if;
  access := private.lock_portal_access(org, (payload ->> 'id')::uuid);
  perform private.require_open_link(access);
  if payload ->> 'purpose' not in ('copy', 'qr') then
    perform private.invalid('invalid', 'An address is made to copy or to draw.', 'purpose');
  end if;
  token := private.add_portal_token(org, access.id, coalesce(payload ->> 'purpose', 'copy'), null);
  answer := private.remember_answer(org, 201, '{"token": null}');
  return jsonb_set(answer, '{data,token}', to_jsonb(token));
end;
$$;
comment on function public.create_portal_token(jsonb) is
  'One more address of {id} for {purpose: copy|qr}: {token}, this once; what was sent before keeps working. '
  'Definer: links are written by functions only.';
revoke execute on function public.create_portal_token(jsonb) from public, anon;
grant execute on function public.create_portal_token(jsonb) to authenticated;

-- A message to whatever address stands on file: within limits, so that nobody makes us a mail bomb. Whether it was
-- delivered is the message's story; that there is nowhere to send it to is said here.
create function public.send_portal_link(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  access public.customer_portal_access;
  customer public.customers;
  rate jsonb;
begin
  perform private.require_permission('update', 'portal_links', 'all');
  answer := private.claim_idempotency('send_portal_link', payload, org);
  if answer is not null then
    return answer;
  end if;
  access := private.lock_portal_access(org, (payload ->> 'id')::uuid);
  perform private.require_open_link(access);
  select c.* into customer from public.customers as c where c.org_id = org and c.id = access.customer_id;
  if customer.email is null then
    raise exception 'message_refused: This customer has no e-mail address.' using errcode = 'CO409', hint = 'email';
  end if;
  if customer.do_not_contact then
    raise exception 'message_refused: This customer wants no messages.' using errcode = 'CO409', hint = 'email';
  end if;
  rate := private.take_rate('portal_send:' || access.id, 12, 86400, 5);
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: This link was sent often enough today.'
      using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  update public.customer_portal_access as a
  set send_requested_at = clock_timestamp()
  where a.org_id = org and a.id = access.id;
  perform private.queue_message(org, 'portal.link', access.booking_id, '{}'::jsonb, now());
  return private.remember_answer(org, 201, private.portal_link_row(org, access.id));
end;
$$;
comment on function public.send_portal_link(jsonb) is
  'Sends {id} to the customer''s address at once; answers the link. Definer: links are written by functions only.';
revoke execute on function public.send_portal_link(jsonb) from public, anon;
grant execute on function public.send_portal_link(jsonb) to authenticated;

-- Every request of an open page asks the row, so it ends there as well. What it kept free is free again.
create function public.revoke_portal_access(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  access public.customer_portal_access;
begin
  perform private.require_permission('delete', 'portal_links', 'all');
  access := private.lock_portal_access(org, revoke_portal_access.id);
  perform private.require_version(access.version, expected_version);
  update public.customer_portal_access as a
  set revoked_at = now(), revoked_by = private.current_user_id()
  where a.org_id = org and a.id = access.id and a.revoked_at is null;
  delete from public.booking_holds as h where h.org_id = org and h.principal = 'portal:' || access.id;
  return jsonb_build_object('status', 200, 'data', private.portal_link_row(org, access.id));
end;
$$;
comment on function public.revoke_portal_access(uuid, bigint) is
  'Takes a link back, for good and at once. Definer: links are written by functions only.';
revoke execute on function public.revoke_portal_access(uuid, bigint) from public, anon;
grant execute on function public.revoke_portal_access(uuid, bigint) to authenticated;

-- What is past: an action's answer after a week; the secrets and sessions of links that ended a quarter of a year ago.
-- The links themselves stay as long as their visit: who could see it, and looked, is part of its story.
create function ops.cleanup_expired_portal_access() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  long_ago constant timestamptz := now() - interval '90 days';
  answers integer;
  tokens integer;
  sessions integer;
begin
  delete from private.portal_operations as o where o.created_at < now() - interval '7 days';
  get diagnostics answers = row_count;
  delete from private.customer_portal_tokens as t
  using public.customer_portal_access as a
  where a.org_id = t.org_id and a.id = t.access_id and least(a.expires_at, a.revoked_at) < long_ago;
  get diagnostics tokens = row_count;
  delete from private.portal_sessions as s where s.expires_at < long_ago;
  get diagnostics sessions = row_count;
  return jsonb_build_object('answers', answers, 'tokens', tokens, 'sessions', sessions);
end;
$$;
comment on function ops.cleanup_expired_portal_access() is
  'Removes answers of a week ago, tokens of links that ended and sessions that ran out 90 days ago; says how many. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.cleanup_expired_portal_access() from public;
grant execute on function ops.cleanup_expired_portal_access() to callout_worker;

insert into ops.schedules (name, every_s) values ('cleanup_expired_portal_access', 86400);
