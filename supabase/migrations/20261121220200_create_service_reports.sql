-- The report of a visit as a paper. The page shows what the visit says now; each PDF is kept as it was made, because a
-- customer may hold it. The worker makes it: when a visit is completed, when a photo of a completed one has arrived,
-- and when somebody asks.
create table public.service_reports (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  revision integer not null,
  language text not null,
  state text not null default 'pending',
  file_id uuid,
  document_sha256 text,
  error text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, file_id) references public.file_storage (org_id, id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint service_reports_revision_check check (revision > 0),
  constraint service_reports_language_check check (language in ('en', 'de')),
  constraint service_reports_state_check check (state in ('pending', 'ready', 'failed')),
  constraint service_reports_document_sha256_check check (document_sha256 ~ '^[0-9a-f]{64}$'),
  constraint service_reports_error_check check (length(error) <= 500),
  constraint service_reports_state_complete check (
    case state
      when 'ready' then file_id is not null and document_sha256 is not null and error is null
      when 'failed' then file_id is null and error is not null
      else file_id is null and error is null
    end
  )
);
comment on table public.service_reports is 'PDFs of visits'' reports, one row each time one was made.';
comment on column public.service_reports.document_sha256 is 'Of what it was made from: tells whether the visit says more now.';

create unique index service_reports_revision_key on public.service_reports (org_id, booking_id, revision);
-- One is made at a time: who asks while one waits gets that one.
create unique index service_reports_pending_key on public.service_reports (org_id, booking_id) where state = 'pending';
create index service_reports_file_idx on public.service_reports (org_id, file_id) where file_id is not null;
create index service_reports_created_by_idx on public.service_reports (org_id, created_by) where created_by is not null;

alter table public.service_reports enable row level security;

-- Written by functions only.
grant select on public.service_reports to authenticated;

create policy service_reports_select_reader on public.service_reports for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'bookings')) = 'all'
      or (
        (select private.permission_scope('read', 'bookings')) = 'own'
        and booking_id in (select private.own_booking_ids())
      )
    )
  );

create trigger forbid_change before update of org_id, id, booking_id, revision, created_by, created_at
  on public.service_reports
  for each row execute function private.forbid_change(
    'org_id', 'id', 'booking_id', 'revision', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.service_reports
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.service_reports
  referencing new table as new_rows
  for each statement execute function private.record_changes('report');
create trigger record_update after update on public.service_reports
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('report');
create trigger record_delete after delete on public.service_reports
  referencing old table as old_rows
  for each statement execute function private.record_changes('report');

create or replace function private.file_targets(org uuid, file uuid)
returns table (customer_id uuid, property_id uuid, job_id uuid, booking_id uuid, is_shared boolean)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = auto
as $$
begin
  return query
    select a.customer_id, a.property_id, a.job_id, a.booking_id, false
    from public.attachments as a
    where a.org_id = org and a.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, p.booking_id, false
    from public.field_photos as p
    where p.org_id = org and p.file_id = file and p.deleted_at is null
    union all
    select null::uuid, null::uuid, null::uuid, g.booking_id, false
    from public.digital_signatures as g
    where g.org_id = org and g.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, r.booking_id, false
    from public.service_reports as r
    where r.org_id = org and r.file_id = file
    union all
    select null::uuid, null::uuid, null::uuid, null::uuid, true
    from public.organizations as o
    where o.id = org and o.logo_file_id = file;
end;
$$;
