-- Something to try out: two technicians, six customers with their places, jobs and visits of the next days. Made by one
-- click and removed by one click, which is why every sample is listed: a name alone would not tell it from a real one.
create table public.sample_records (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  customer_id uuid,
  resource_id uuid,
  tag_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, tag_id) references public.tags (org_id, id) on delete cascade,
  constraint sample_records_target_check check (num_nonnulls(customer_id, resource_id, tag_id) = 1)
);
comment on table public.sample_records is
  'What is sample and goes with one click; with a customer go his places, jobs and visits.';

create unique index sample_records_customer_key on public.sample_records (org_id, customer_id)
  where customer_id is not null;
create unique index sample_records_resource_key on public.sample_records (org_id, resource_id)
  where resource_id is not null;
create unique index sample_records_tag_key on public.sample_records (org_id, tag_id) where tag_id is not null;

alter table public.sample_records enable row level security;

-- Written by create_sample_data and remove_sample_data only.
grant select on public.sample_records to authenticated;

create policy sample_records_select_reader on public.sample_records for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'settings')) = 'all'
  );

-- The customers of the sample: invented people at addresses that do not exist, with mail that goes nowhere (RFC 2606).
create table private.default_samples (
  position integer not null primary key,
  kind text not null,
  first_name text,
  last_name text,
  company_name text,
  line1 jsonb not null,
  wishes jsonb not null,
  -- Days from the first open day on, and minutes after opening; null is a job still to be planned.
  open_day integer,
  after_min integer,
  constraint default_samples_kind_check check (kind in ('person', 'company'))
);
comment on table private.default_samples is 'Customers, places and visits that sample data is made of.';
alter table private.default_samples enable row level security;

insert into private.default_samples
  (position, kind, first_name, last_name, company_name, line1, wishes, open_day, after_min)
values
  (1, 'person', 'Clara', 'Sample', null, '{"en": "1 Sample Street", "de": "Musterstraße 1"}',
    '{"en": "Rings twice, the bell is weak", "de": "Zweimal klingeln, die Klingel ist schwach"}', 0, 0),
  (2, 'person', 'Ben', 'Sample', null, '{"en": "22 Sample Street", "de": "Musterstraße 22"}',
    '{"en": "Mornings only", "de": "Nur vormittags"}', 0, 150),
  (3, 'company', null, null, 'Sample Bakery', '{"en": "3 Market Square", "de": "Marktplatz 3"}',
    '{"en": "Use the back door", "de": "Bitte den Hintereingang nehmen"}', 0, 300),
  (4, 'company', null, null, 'Sample Dental Practice', '{"en": "14 Mill Lane", "de": "Mühlenweg 14"}',
    '{"en": "Not while patients are there", "de": "Nicht während der Sprechstunde"}', 1, 0),
  (5, 'person', 'Nora', 'Sample', null, '{"en": "8 Garden Road", "de": "Gartenweg 8"}',
    '{"en": "Dog in the yard", "de": "Hund im Hof"}', 1, 180),
  (6, 'person', 'Leo', 'Sample', null, '{"en": "40 Hill Road", "de": "Bergstraße 40"}',
    '{"en": "Any day next week", "de": "Irgendwann nächste Woche"}', null, null);

-- The next days on which the company works, from tomorrow on, with the instant it opens.
create function private.next_open_days(org uuid, zone text, wanted integer)
returns table (number integer, opens_at timestamptz)
language sql stable set search_path = ''
as $$
  select (row_number() over (order by d.day))::integer - 1, private.local_to_utc(d.day + d.opens, zone)
  from (
    select day::date as day, min(h.opens) as opens
    from generate_series(
      (now() at time zone zone)::date + 1, (now() at time zone zone)::date + 30, interval '1 day'
    ) as day
    join public.business_hours as h on h.org_id = org and h.weekday = extract(isodow from day)
    where not exists (
      select
      from public.business_closures as c
      where c.org_id = org and c.deleted_at is null and day::date between c.starts_on and c.ends_on
    )
    group by day
    order by day
    limit wanted
  ) as d
$$;
comment on function private.next_open_days(uuid, text, integer) is 'The next open days and when they begin, from 0.';
revoke execute on function private.next_open_days(uuid, text, integer) from public;

create function private.sample_count(org uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'customers', count(s.customer_id),
    'resources', count(s.resource_id),
    'visits', (
      select count(*)
      from public.bookings as b
      join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
      where b.org_id = org
        and j.customer_id in (select r.customer_id from public.sample_records as r where r.org_id = org)
    )
  )
  from public.sample_records as s
  where s.org_id = org
$$;
comment on function private.sample_count(uuid) is 'How much sample data there is: {customers, resources, visits}.';
revoke execute on function private.sample_count(uuid) from public;

create function public.get_sample_data() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'settings', 'all');
  return private.sample_count(org);
end;
$$;
comment on function public.get_sample_data() is
  'How much sample data there is: {customers, resources, visits}. Definer: it counts visits the caller need not see.';
revoke execute on function public.get_sample_data() from public, anon;
grant execute on function public.get_sample_data() to authenticated;
