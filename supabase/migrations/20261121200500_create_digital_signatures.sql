-- Who signed what. The report is kept as it was shown, with the sum over its canonical form: what changes later changes
-- nothing about what was signed. Written once; only that somebody of the office looked at it comes later.
create table public.digital_signatures (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  kind text not null,
  signer_name text,
  file_id uuid,
  absent_reason text,
  report jsonb not null,
  report_sha256 text not null,
  signed_at timestamptz not null,
  ip inet,
  user_agent text,
  device_id uuid,
  created_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  verified_at timestamptz,
  verified_by uuid,
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, file_id) references public.file_storage (org_id, id),
  foreign key (org_id, device_id) references public.devices (org_id, id) on delete set null (device_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, verified_by) references public.organization_members (org_id, user_id)
    on delete set null (verified_by),
  constraint digital_signatures_kind_check check (kind in ('customer', 'absent')),
  constraint digital_signatures_signer_check check (
    case kind
      when 'customer' then signer_name is not null and file_id is not null and absent_reason is null
      else absent_reason is not null and file_id is null
    end
  ),
  constraint digital_signatures_signer_name_check check (
    signer_name ~ '\S' and signer_name !~ '[[:cntrl:]]' and length(signer_name) <= 200
  ),
  constraint digital_signatures_absent_reason_check check (absent_reason ~ '\S' and length(absent_reason) <= 500),
  constraint digital_signatures_report_check check (
    jsonb_typeof(report) = 'object' and length(report::text) <= 500000
  ),
  constraint digital_signatures_report_sha256_check check (report_sha256 ~ '^[0-9a-f]{64}$'),
  constraint digital_signatures_user_agent_check check (length(user_agent) <= 500),
  constraint digital_signatures_verified_check check (verified_by is null or verified_at is not null)
);
comment on table public.digital_signatures is 'Signatures under the reports of visits, with the report as shown.';
comment on column public.digital_signatures.signed_at is 'By the phone''s clock.';
comment on column public.digital_signatures.report_sha256 is 'Over the canonical form (RFC 8785) of report.';

create index digital_signatures_booking_idx on public.digital_signatures (org_id, booking_id, id);
create index digital_signatures_file_idx on public.digital_signatures (org_id, file_id) where file_id is not null;
create index digital_signatures_device_idx on public.digital_signatures (org_id, device_id) where device_id is not null;
create index digital_signatures_created_by_idx on public.digital_signatures (org_id, created_by)
  where created_by is not null;
create index digital_signatures_verified_by_idx on public.digital_signatures (org_id, verified_by)
  where verified_by is not null;

alter table public.digital_signatures enable row level security;

-- Written by functions only. Where it was signed from is evidence and not for colleagues: read through get_visit_work.
grant select (
  org_id, id, booking_id, kind, signer_name, file_id, absent_reason, report, report_sha256, signed_at, device_id,
  created_by, created_at, verified_at, verified_by
) on public.digital_signatures to authenticated;

create policy digital_signatures_select_reader on public.digital_signatures for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'signatures')) = 'all'
      or (
        (select private.permission_scope('read', 'signatures')) = 'own'
        and booking_id in (select private.own_booking_ids())
      )
    )
  );

create trigger forbid_change before update of
  org_id, id, booking_id, kind, signer_name, file_id, absent_reason, report, report_sha256, signed_at, ip, user_agent,
  created_by, created_at
  on public.digital_signatures
  for each row execute function private.forbid_change(
    'org_id', 'id', 'booking_id', 'kind', 'signer_name', 'file_id', 'absent_reason', 'report', 'report_sha256',
    'signed_at', 'ip', 'user_agent', 'created_by', 'created_at'
  );
create trigger record_insert after insert on public.digital_signatures
  referencing new table as new_rows
  for each statement execute function private.record_changes('signature', '{ip}');
create trigger record_update after update on public.digital_signatures
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('signature', '{ip}');
create trigger record_delete after delete on public.digital_signatures
  referencing old table as old_rows
  for each statement execute function private.record_changes('signature', '{ip}');
