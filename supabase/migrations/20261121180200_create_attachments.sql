-- Files that belong to a record of the office: a plan of the house, a contract, a photo a customer mailed.
create table public.attachments (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  file_id uuid not null,
  customer_id uuid,
  property_id uuid,
  job_id uuid,
  booking_id uuid,
  category text not null default 'document',
  caption text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, file_id) references public.file_storage (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, property_id) references public.properties (org_id, id) on delete cascade,
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint attachments_target_check check (num_nonnulls(customer_id, property_id, job_id, booking_id) = 1),
  constraint attachments_category_check check (
    category in ('photo', 'document', 'contract', 'certificate', 'other')
  ),
  constraint attachments_caption_check check (
    caption ~ '\S' and caption !~ '[[:cntrl:]]' and length(caption) <= 500
  )
);
comment on table public.attachments is 'Files of one customer, property, job or visit.';

create index attachments_file_idx on public.attachments (org_id, file_id);
create index attachments_customer_idx on public.attachments (org_id, customer_id, created_at desc, id desc)
  where customer_id is not null;
create index attachments_property_idx on public.attachments (org_id, property_id, created_at desc, id desc)
  where property_id is not null;
create index attachments_job_idx on public.attachments (org_id, job_id, created_at desc, id desc)
  where job_id is not null;
create index attachments_booking_idx on public.attachments (org_id, booking_id, created_at desc, id desc)
  where booking_id is not null;
create index attachments_created_by_idx on public.attachments (org_id, created_by) where created_by is not null;

alter table public.attachments enable row level security;

-- Written by functions only: which file may be named is more than a policy can ask.
grant select on public.attachments to authenticated;

-- Who may read the record may read what belongs to it, as far as his own scope reaches.
create policy attachments_select_reader on public.attachments for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (
        customer_id is not null
        and (
          (select private.permission_scope('read', 'customers')) = 'all'
          or (
            (select private.permission_scope('read', 'customers')) = 'own'
            and customer_id in (select private.own_customer_ids())
          )
        )
      )
      or (
        property_id is not null
        and (
          (select private.permission_scope('read', 'properties')) = 'all'
          or (
            (select private.permission_scope('read', 'properties')) = 'own'
            and property_id in (select private.own_property_ids())
          )
        )
      )
      or (
        job_id is not null
        and (
          (select private.permission_scope('read', 'jobs')) = 'all'
          or (
            (select private.permission_scope('read', 'jobs')) = 'own'
            and job_id in (select private.own_job_ids())
          )
        )
      )
      or (
        booking_id is not null
        and (
          (select private.permission_scope('read', 'bookings')) = 'all'
          or (
            (select private.permission_scope('read', 'bookings')) = 'own'
            and booking_id in (select private.own_booking_ids())
          )
        )
      )
    )
  );

create trigger forbid_change
  before update of org_id, id, file_id, customer_id, property_id, job_id, booking_id, created_by, created_at
  on public.attachments
  for each row execute function private.forbid_change(
    'org_id', 'id', 'file_id', 'customer_id', 'property_id', 'job_id', 'booking_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.attachments
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.attachments
  referencing new table as new_rows
  for each statement execute function private.record_changes('attachment');
create trigger record_update after update on public.attachments
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('attachment');
create trigger record_delete after delete on public.attachments
  referencing old table as old_rows
  for each statement execute function private.record_changes('attachment');
