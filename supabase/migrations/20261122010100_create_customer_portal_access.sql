-- What a customer without an account may reach: one link leads to one visit and nothing else. The row says what the
-- link opens, for how long and what may be done there; the secrets that lead to it are elsewhere and only as hashes.
-- Estimates and invoices become further columns beside booking_id when they exist: one of them is set, never two.
create table public.customer_portal_access (
  org_id uuid not null references public.organizations (id) on delete cascade,
  -- Strangers see it in the address of the page: it tells no time.
  id uuid not null default gen_random_uuid(),
  booking_id uuid,
  customer_id uuid not null,
  scopes text[] not null default '{view,confirm,reschedule,cancel,message,files,feedback}',
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  send_requested_at timestamptz not null default now(),
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, revoked_by) references public.organization_members (org_id, user_id)
    on delete set null (revoked_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint customer_portal_access_subject_check check (num_nonnulls(booking_id) = 1),
  constraint customer_portal_access_scopes_check check (
    scopes <@ '{view,confirm,reschedule,cancel,message,files,feedback}' and 'view' = any (scopes)
    and cardinality(scopes) <= 7
  ),
  constraint customer_portal_access_revoked_check check (revoked_by is null or revoked_at is not null)
);
comment on table public.customer_portal_access is
  'Links of customers. Ended when revoked, past expires_at, or when the visit is not this customer''s any more.';
comment on column public.customer_portal_access.send_requested_at is
  'Of several live links of a visit the one that was last made or asked to be sent is in its messages.';
comment on column public.customer_portal_access.scopes is 'What may be done through it; view is always among them.';

create index customer_portal_access_booking_idx on public.customer_portal_access (org_id, booking_id, send_requested_at desc);
-- Who asks for a new link knows the address of the old one, and no organization.
create index customer_portal_access_id_idx on public.customer_portal_access (id);
create index customer_portal_access_customer_idx on public.customer_portal_access (org_id, customer_id);
create index customer_portal_access_revoked_by_idx on public.customer_portal_access (org_id, revoked_by)
  where revoked_by is not null;
create index customer_portal_access_created_by_idx on public.customer_portal_access (org_id, created_by)
  where created_by is not null;

alter table public.customer_portal_access enable row level security;

-- Written by functions only.
grant select on public.customer_portal_access to authenticated;

create policy customer_portal_access_select_reader on public.customer_portal_access for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'portal_links')) = 'all'
  );

create trigger forbid_change before update of org_id, id, booking_id, customer_id, created_by, created_at
  on public.customer_portal_access
  for each row execute function private.forbid_change(
    'org_id', 'id', 'booking_id', 'customer_id', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.customer_portal_access
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.customer_portal_access
  referencing new table as new_rows
  for each statement execute function private.record_changes('portal_link');
create trigger record_update after update on public.customer_portal_access
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('portal_link');
create trigger record_delete after delete on public.customer_portal_access
  referencing old table as old_rows
  for each statement execute function private.record_changes('portal_link');
