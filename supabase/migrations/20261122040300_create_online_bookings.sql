-- A stranger on his way to a visit: the time he keeps, what he said of himself, and the code that proves his mail
-- address. None of it is a customer, a job or a visit before the code was typed, so a machine that fills the form leaves
-- nothing behind but rows that vanish. Internal: visitors reach it through the book_* functions, the office not at all.
create table private.online_bookings (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  visitor text not null,
  ip_hash text not null,
  state text not null default 'held',
  service_type_id uuid not null,
  hold_id uuid,
  resource_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  place jsonb not null default '{}',
  details jsonb not null default '{}',
  code_hash text,
  code_expires_at timestamptz,
  code_failures integer not null default 0,
  codes_sent integer not null default 0,
  asked_at timestamptz,
  confirmed_at timestamptz,
  booking_id uuid,
  request_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, service_type_id) references public.service_types (org_id, id) on delete cascade,
  foreign key (org_id, hold_id) references public.booking_holds (org_id, id) on delete set null (hold_id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete set null (booking_id),
  foreign key (org_id, request_id) references public.booking_requests (org_id, id) on delete set null (request_id),
  -- left: another time was chosen instead; the row still counts for the limits.
  constraint online_bookings_state_check check (state in ('held', 'waiting', 'left', 'booked', 'requested')),
  constraint online_bookings_visitor_check check (visitor ~ '\S' and length(visitor) <= 64),
  constraint online_bookings_ip_hash_check check (ip_hash ~ '\S' and length(ip_hash) <= 64),
  constraint online_bookings_place_check check (jsonb_typeof(place) = 'object' and length(place::text) <= 1000),
  constraint online_bookings_details_check check (jsonb_typeof(details) = 'object' and length(details::text) <= 8000),
  constraint online_bookings_code_complete check (num_nonnulls(code_hash, code_expires_at) in (0, 2)),
  constraint online_bookings_code_failures_check check (code_failures between 0 and 5),
  constraint online_bookings_times_complete check (num_nonnulls(resource_id, starts_at, ends_at) in (0, 3)),
  constraint online_bookings_state_complete check (
    case state
      when 'waiting' then code_hash is not null and asked_at is not null
      when 'booked' then confirmed_at is not null
      when 'requested' then asked_at is not null
      else true
    end
  )
);
comment on table private.online_bookings is 'Visitors of the booking page on their way to a visit; gone after two days.';
comment on column private.online_bookings.visitor is 'SHA-256 of the secret in the visitor''s cookie.';
comment on column private.online_bookings.ip_hash is 'Keyed hash of the visitor''s address; IPv6 by its first 64 bits.';
comment on column private.online_bookings.place is 'Where: {postcode, lat, lng}, as the zone was decided by.';
comment on column private.online_bookings.details is 'Who, until the code was typed; empty afterwards.';
comment on column private.online_bookings.code_hash is 'bcrypt: six digits are guessed by whoever may try fast.';
comment on column private.online_bookings.asked_at is 'When mail was asked for or a request left: what the limits count.';

-- One time kept by one visitor.
create unique index online_bookings_visitor_key on private.online_bookings (org_id, visitor)
  where state in ('held', 'waiting');
create index online_bookings_unconfirmed_idx on private.online_bookings (org_id, asked_at)
  where asked_at is not null and confirmed_at is null;
create index online_bookings_ip_idx on private.online_bookings (org_id, ip_hash) where state in ('held', 'waiting');
create index online_bookings_age_idx on private.online_bookings (org_id, created_at);
create index online_bookings_service_type_idx on private.online_bookings (org_id, service_type_id);
create index online_bookings_hold_idx on private.online_bookings (org_id, hold_id) where hold_id is not null;
create index online_bookings_resource_idx on private.online_bookings (org_id, resource_id)
  where resource_id is not null;
create index online_bookings_booking_idx on private.online_bookings (org_id, booking_id)
  where booking_id is not null;
create index online_bookings_request_idx on private.online_bookings (org_id, request_id)
  where request_id is not null;

alter table private.online_bookings enable row level security;

-- What a visitor's action answered, by the id his page gave it: a button pressed twice on a bad line does one thing.
create table private.online_booking_operations (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  visitor text not null,
  op_id uuid not null,
  fingerprint text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint online_booking_operations_op_key unique (org_id, visitor, op_id),
  constraint online_booking_operations_visitor_check check (visitor ~ '\S' and length(visitor) <= 64),
  constraint online_booking_operations_fingerprint_check check (length(fingerprint) between 1 and 64)
);
comment on table private.online_booking_operations is 'Answers to actions of the booking page, without secrets.';
create index online_booking_operations_age_idx on private.online_booking_operations (org_id, created_at);
alter table private.online_booking_operations enable row level security;

-- Two days are what the limit of a day and an action that is sent again need.
create function ops.sweep_online_bookings() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  swept integer;
begin
  delete from private.online_booking_operations as o where o.created_at < now() - interval '2 days';
  -- What was not confirmed within its quarter of an hour is nobody's any more; the row itself still counts.
  update private.online_bookings as b
  set details = '{}'
  where b.details <> '{}' and b.created_at < now() - interval '2 hours';
  delete from private.online_bookings as b where b.created_at < now() - interval '2 days';
  get diagnostics swept = row_count;
  return swept;
end;
$$;
comment on function ops.sweep_online_bookings() is
  'Forgets visitors of the booking page; answers how many. Definer: the tables are nobody''s.';
revoke execute on function ops.sweep_online_bookings() from public;
grant execute on function ops.sweep_online_bookings() to callout_worker;
insert into ops.schedules (name, every_s) values ('sweep_online_bookings', 3600);
