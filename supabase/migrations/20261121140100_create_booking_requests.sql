-- What somebody asked for, by telephone, mail or the booking page, before it is work: a person who may be unknown, an
-- address that may be on no map yet, times he would like. Deciding a request makes the customer, the property and the
-- job it needs, or declines it with a reason. It is no visit, so that a list of visits holds only what was promised.
create table public.booking_requests (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  number text not null,
  status text not null default 'new',
  customer_id uuid,
  property_id uuid,
  name text,
  phone text,
  email text,
  line1 text,
  line2 text,
  city text,
  region text,
  postcode text,
  country text,
  lat double precision,
  lng double precision,
  service_type_id uuid,
  description text,
  wishes text,
  preferred jsonb not null default '[]',
  priority text not null default 'normal',
  source text not null default 'phone',
  declined_reason text,
  job_id uuid,
  decided_by uuid,
  decided_at timestamptz,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete set null (customer_id),
  foreign key (org_id, property_id) references public.properties (org_id, id) on delete set null (property_id),
  foreign key (org_id, service_type_id) references public.service_types (org_id, id)
    on delete set null (service_type_id),
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete set null (job_id),
  foreign key (org_id, decided_by) references public.organization_members (org_id, user_id)
    on delete set null (decided_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint booking_requests_number_key unique (org_id, number),
  constraint booking_requests_number_check check (number ~ '\S' and length(number) <= 40),
  constraint booking_requests_status_check check (status in ('new', 'planned', 'declined')),
  constraint booking_requests_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint booking_requests_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint booking_requests_email_check check (
    email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email) <= 254
  ),
  -- Nobody can be called back who left no name, number or address; a known customer has his.
  constraint booking_requests_person_present check (num_nonnulls(customer_id, name, phone, email) > 0),
  constraint booking_requests_line1_check check (line1 ~ '\S' and line1 !~ '[[:cntrl:]]' and length(line1) <= 200),
  constraint booking_requests_line2_check check (line2 ~ '\S' and line2 !~ '[[:cntrl:]]' and length(line2) <= 200),
  constraint booking_requests_city_check check (city ~ '\S' and city !~ '[[:cntrl:]]' and length(city) <= 200),
  constraint booking_requests_region_check check (
    region ~ '\S' and region !~ '[[:cntrl:]]' and length(region) <= 100
  ),
  constraint booking_requests_postcode_check check (
    postcode ~ '\S' and postcode !~ '[[:cntrl:]]' and length(postcode) <= 20
  ),
  constraint booking_requests_country_check check (country ~ '^[A-Z]{2}$'),
  constraint booking_requests_lat_check check (lat between -90 and 90),
  constraint booking_requests_lng_check check (lng between -180 and 180),
  constraint booking_requests_position_complete check ((lat is null) = (lng is null)),
  constraint booking_requests_description_check check (description ~ '\S' and length(description) <= 10000),
  constraint booking_requests_wishes_check check (wishes ~ '\S' and length(wishes) <= 2000),
  constraint booking_requests_preferred_check check (
    jsonb_typeof(preferred) = 'array' and jsonb_array_length(preferred) <= 20 and length(preferred::text) <= 4000
  ),
  constraint booking_requests_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
  constraint booking_requests_source_check check (source in ('phone', 'web', 'email', 'import', 'other')),
  constraint booking_requests_declined_reason_check check (
    declined_reason ~ '\S' and length(declined_reason) <= 2000
  ),
  -- What a state says must stand in the row, and nothing of another state. A job may be gone again later.
  constraint booking_requests_state_complete check (
    case status
      when 'new' then num_nonnulls(declined_reason, job_id, decided_at) = 0
      when 'declined' then declined_reason is not null and decided_at is not null and job_id is null
      else decided_at is not null and declined_reason is null
    end
  )
);
comment on table public.booking_requests is 'What customers ask for, until it is planned as a job or declined.';
comment on column public.booking_requests.preferred is 'Times wished for: [{starts_at, ends_at}], the dearest first.';
comment on column public.booking_requests.lat is 'WGS 84 degrees; null together with lng: not on the map yet.';

-- The triage list: what is new, the oldest first; of the decided ones the latest.
create index booking_requests_list_idx on public.booking_requests (org_id, created_at, id);
create index booking_requests_new_idx on public.booking_requests (org_id, created_at, id) where status = 'new';
create index booking_requests_customer_idx on public.booking_requests (org_id, customer_id)
  where customer_id is not null;
create index booking_requests_property_idx on public.booking_requests (org_id, property_id)
  where property_id is not null;
create index booking_requests_service_type_idx on public.booking_requests (org_id, service_type_id)
  where service_type_id is not null;
create index booking_requests_job_idx on public.booking_requests (org_id, job_id) where job_id is not null;
create index booking_requests_decided_by_idx on public.booking_requests (org_id, decided_by)
  where decided_by is not null;
create index booking_requests_created_by_idx on public.booking_requests (org_id, created_by)
  where created_by is not null;

alter table public.booking_requests enable row level security;

-- Rows come through create_booking_request only, which takes the number; the state changes by its decision only.
grant select on public.booking_requests to authenticated;
grant update (
  customer_id, property_id, name, phone, email, line1, line2, city, region, postcode, country, lat, lng,
  service_type_id, description, wishes, preferred, priority, source
) on public.booking_requests to authenticated;

create policy booking_requests_select_reader on public.booking_requests for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'booking_requests')) = 'all'
  );

-- What is decided is a record of what was asked for, and stays as it was.
create policy booking_requests_update_editor on public.booking_requests for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'booking_requests')) = 'all'
    and status = 'new'
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, number, created_by, created_at on public.booking_requests
  for each row execute function private.forbid_change('org_id', 'id', 'number', 'created_by', 'created_at');
create trigger touch_row before update on public.booking_requests
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.booking_requests
  referencing new table as new_rows
  for each statement execute function private.record_changes('booking_request');
create trigger record_update after update on public.booking_requests
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('booking_request');
create trigger record_delete after delete on public.booking_requests
  referencing old table as old_rows
  for each statement execute function private.record_changes('booking_request');
