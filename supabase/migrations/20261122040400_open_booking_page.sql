-- Who a visitor of the booking page is, and how much he may do. He has no account: the server opens the page by its
-- address, then works with a token of 60 s whose principal is book:<organization>. It carries two hashes, of the
-- visitor's cookie and of his network address, so that no function here takes an id or an address from its arguments.

-- Before there is an identity. Unknown, suspended and switched off are the same null. The organization's own words only.
create function public.gate_book_open(slug text, bucket text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- Opening and each action of the page count; somebody who tries names is stopped by it, too.
  rate constant jsonb := private.take_rate('book:' || left(bucket, 64), 120, 60, 60);
begin
  if not (rate ->> 'allowed')::boolean then
    return jsonb_build_object('retry_after_s', rate -> 'retry_after_s');
  end if;
  return (
    select jsonb_build_object(
      'org_id', o.id,
      'organization', jsonb_build_object(
        'name', o.name, 'phone', o.phone, 'email', o.email, 'locale', o.locale, 'time_zone', o.time_zone,
        'country', o.country, 'brand_color', o.brand_color, 'has_logo', o.logo_file_id is not null
      )
    )
    from public.organizations as o
    where o.slug = lower(gate_book_open.slug) and private.takes_online_bookings(o.id)
  );
end;
$$;
comment on function public.gate_book_open(text, text) is
  'The organization behind a booking page, null where there is none or it is closed, {retry_after_s} for who asks too '
  'often. Definer: there is no identity yet.';
revoke execute on function public.gate_book_open(text, text) from public, anon, authenticated;
grant execute on function public.gate_book_open(text, text) to service_role;

create function private.takes_online_bookings(org uuid) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return exists (
    select from public.organizations as o where o.id = org and o.status = 'active' and o.deleted_at is null
  ) and private.setting(org, 'online_booking', 'enabled') = 'true';
end;
$$;
comment on function private.takes_online_bookings(uuid) is 'Whether an organization has its booking page open now.';
revoke execute on function private.takes_online_bookings(uuid) from public;

create function private.book_org() returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  org constant uuid := private.uuid_claim('org_id');
begin
  if org is null or private.claims() ->> 'principal' is distinct from 'book:' || org
    or private.claims() ->> 'role' is distinct from 'anon' then
    raise exception 'forbidden: This is for visitors of a booking page.' using errcode = '42501';
  end if;
  if not private.takes_online_bookings(org) then
    raise exception 'not_found: There is no such page.' using errcode = 'CO404';
  end if;
  return org;
end;
$$;
comment on function private.book_org() is
  'The organization whose booking page the caller visits; raises 42501 for everybody else, CO404 once it is closed.';
revoke execute on function private.book_org() from public;

create function private.book_visitor() returns text
language plpgsql stable set search_path = ''
as $$
declare
  visitor constant text := private.claims() ->> 'book_visitor';
begin
  if coalesce(visitor, '') !~ '^[0-9a-f]{64}$' then
    raise exception 'forbidden: This is for visitors of a booking page.' using errcode = '42501';
  end if;
  return visitor;
end;
$$;
comment on function private.book_visitor() is 'The hash of the caller''s cookie; raises 42501 without one.';
revoke execute on function private.book_visitor() from public;

-- Without an address all share one bucket: strict rather than open.
create function private.book_address() returns text
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(substring(private.claims() ->> 'book_ip' from '^[0-9A-Za-z_-]{8,64}$'), 'unknown');
end;
$$;
comment on function private.book_address() is 'The hash of the caller''s network address.';
revoke execute on function private.book_address() from public;

create function private.refuse_too_many(sentence text, wait_s numeric) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  raise exception 'too_many: %', sentence using errcode = 'CO429', hint = greatest(1, ceil(wait_s))::integer::text;
end;
$$;
comment on function private.refuse_too_many(text, numeric) is 'Raises CO429 with the seconds to wait.';
revoke execute on function private.refuse_too_many(text, numeric) from public;

create function private.take_book_rate(name text, most integer, period_s integer, burst integer) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  rate constant jsonb := private.take_rate(name || ':' || private.book_address(), most, period_s, burst);
begin
  if not (rate ->> 'allowed')::boolean then
    perform private.refuse_too_many('Too many tries from your connection.', (rate ->> 'retry_after_s')::numeric);
  end if;
end;
$$;
comment on function private.take_book_rate(text, integer, integer, integer) is
  'Takes a token of the caller''s address; raises CO429.';
revoke execute on function private.take_book_rate(text, integer, integer, integer) from public;

-- What makes mail leave or lands in the office: five an hour from one address, over all organizations, and twenty a day
-- in one organization from addresses that nobody has confirmed. The second is counted under a lock, or many at once
-- would each be the twentieth.
create function private.take_book_request(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  oldest timestamptz;
  amount integer;
begin
  perform private.take_book_rate('book_request', 5, 3600, 5);
  perform pg_advisory_xact_lock(hashtextextended('book_requests:' || org, 0));
  select count(*), min(b.asked_at) into amount, oldest
  from private.online_bookings as b
  where b.org_id = org and b.confirmed_at is null and b.asked_at > now() - interval '1 day';
  if amount >= 20 then
    perform private.refuse_too_many(
      'Too many requests wait to be confirmed today.', extract(epoch from oldest + interval '1 day' - now())
    );
  end if;
end;
$$;
comment on function private.take_book_request(uuid) is 'Counts a request of the caller; raises CO429.';
revoke execute on function private.take_book_request(uuid) from public;

-- The same op_id answers the same; a second one at once waits for the first. An error takes the claim back with it.
create function private.claim_book_operation(org uuid, operation text, payload jsonb) returns jsonb
language plpgsql volatile set search_path = '' set lock_timeout = '5s'
as $$
declare
  print constant text := encode(sha256(convert_to(operation || payload::text, 'UTF8')), 'hex');
  known private.online_booking_operations;
begin
  if payload ->> 'op_id' is null then
    perform private.invalid('invalid', 'Each action has an id of its own.', 'op_id');
  end if;
  insert into private.online_booking_operations as o (org_id, visitor, op_id, fingerprint)
  values (org, private.book_visitor(), (payload ->> 'op_id')::uuid, print)
  on conflict on constraint online_booking_operations_op_key do nothing;
  if found then
    return null;
  end if;
  select o.* into known
  from private.online_booking_operations as o
  where o.org_id = org and o.visitor = private.book_visitor() and o.op_id = (payload ->> 'op_id')::uuid;
  if known.fingerprint is distinct from print then
    perform private.invalid('idempotency_mismatch', 'This id was used for something else.', 'op_id');
  end if;
  return known.answer;
end;
$$;
comment on function private.claim_book_operation(uuid, text, jsonb) is
  'The remembered answer to {op_id}, or null where the caller is to do it; raises CO422 for another payload.';
revoke execute on function private.claim_book_operation(uuid, text, jsonb) from public;

create function private.remember_book_operation(org uuid, payload jsonb, answer jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  update private.online_booking_operations as o
  set answer = remember_book_operation.answer
  where o.org_id = org and o.visitor = private.book_visitor() and o.op_id = (payload ->> 'op_id')::uuid;
  return answer;
end;
$$;
comment on function private.remember_book_operation(uuid, jsonb, jsonb) is 'Keeps an answer under {op_id}; answers it.';
revoke execute on function private.remember_book_operation(uuid, jsonb, jsonb) from public;
