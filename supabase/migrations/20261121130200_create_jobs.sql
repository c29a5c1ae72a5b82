-- Work to be done for a customer at a place. It is done in visits; its state follows theirs.
create table public.jobs (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  number text not null,
  customer_id uuid not null,
  property_id uuid not null,
  service_type_id uuid,
  title text not null,
  description text,
  priority text not null default 'normal',
  status text not null default 'new',
  status_reason text,
  due_on date,
  duration_min integer,
  source text not null default 'phone',
  wishes text,
  follow_up_of uuid,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  -- Not "cascade": what was done for a customer stays when his record goes.
  foreign key (org_id, customer_id) references public.customers (org_id, id),
  foreign key (org_id, property_id) references public.properties (org_id, id),
  foreign key (org_id, service_type_id) references public.service_types (org_id, id)
    on delete set null (service_type_id),
  foreign key (org_id, follow_up_of) references public.jobs (org_id, id) on delete set null (follow_up_of),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint jobs_number_check check (number ~ '\S' and length(number) <= 40),
  constraint jobs_title_check check (title ~ '\S' and title !~ '[[:cntrl:]]' and length(title) <= 200),
  constraint jobs_description_check check (description ~ '\S' and length(description) <= 10000),
  constraint jobs_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
  constraint jobs_status_check check (
    status in ('new', 'scheduled', 'in_progress', 'on_hold', 'completed', 'invoiced', 'cancelled')
  ),
  -- What somebody stopped by hand says why; what follows the visits needs no words.
  constraint jobs_status_reason_check check (
    (status in ('on_hold', 'cancelled')) = (status_reason is not null)
    and (status_reason is null or status_reason ~ '\S' and length(status_reason) <= 1000)
  ),
  constraint jobs_duration_min_check check (duration_min between 5 and 14400),
  constraint jobs_source_check check (source in ('phone', 'web', 'email', 'plan', 'follow_up', 'import', 'other')),
  constraint jobs_wishes_check check (wishes ~ '\S' and length(wishes) <= 2000),
  constraint jobs_follow_up_of_check check (follow_up_of <> id),
  constraint jobs_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.jobs is 'Work for a customer at a property, done in one or more visits.';
comment on column public.jobs.due_on is 'The last day it should be done, in the property''s zone.';
comment on column public.jobs.duration_min is 'What a visit of it takes; null: what the service type says.';
comment on column public.jobs.wishes is 'When it suits the customer, in the words of who took the call.';
comment on column public.jobs.follow_up_of is 'The job that left this one behind.';

create unique index jobs_number_key on public.jobs (org_id, number) where deleted_at is null;
create index jobs_status_idx on public.jobs (org_id, status, id) where deleted_at is null;
create index jobs_customer_idx on public.jobs (org_id, customer_id, id);
create index jobs_property_idx on public.jobs (org_id, property_id, id);
create index jobs_service_type_idx on public.jobs (org_id, service_type_id) where service_type_id is not null;
create index jobs_due_on_idx on public.jobs (org_id, due_on) where due_on is not null;
create index jobs_follow_up_of_idx on public.jobs (org_id, follow_up_of) where follow_up_of is not null;
create index jobs_updated_at_idx on public.jobs (org_id, updated_at, id);
create index jobs_created_by_idx on public.jobs (org_id, created_by) where created_by is not null;
create index jobs_deleted_by_idx on public.jobs (org_id, deleted_by) where deleted_by is not null;

alter table public.jobs enable row level security;

-- Written by functions only: number and state are the system's, and tags are replaced together with the job.
grant select on public.jobs to authenticated;

-- Work goes where its customer is: else a job could send people to a stranger's house.
create function private.check_job_place() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.properties as p
  where p.org_id = new.org_id and p.id = new.property_id and p.customer_id = new.customer_id;
  if not found then
    raise exception 'property_not_found: This customer has no such property.'
      using errcode = 'CO422', hint = 'property_id';
  end if;
  return new;
end;
$$;
comment on function private.check_job_place() is
  'Before a job is written: its property is its customer''s. Definer: the writer need not be allowed to list places.';
revoke execute on function private.check_job_place() from public;

create trigger check_job_place before insert or update of property_id on public.jobs
  for each row execute function private.check_job_place();
create trigger forbid_change before update of org_id, id, number, customer_id, created_by, created_at on public.jobs
  for each row execute function private.forbid_change(
    'org_id', 'id', 'number', 'customer_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.jobs
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.jobs
  referencing new table as new_rows
  for each statement execute function private.record_changes('job');
create trigger record_update after update on public.jobs
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('job');
create trigger record_delete after delete on public.jobs
  referencing old table as old_rows
  for each statement execute function private.record_changes('job');
