-- Who goes to a visit, row by row: what references and lists need. It follows from bookings.assigned.
create table public.booking_assignments (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  resource_id uuid not null,
  crew_id uuid,
  role text not null,
  seen_at timestamptz,
  created_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id),
  foreign key (org_id, crew_id) references public.crews (org_id, id) on delete set null (crew_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint booking_assignments_resource_key unique (org_id, booking_id, resource_id),
  constraint booking_assignments_role_check check (role in ('lead', 'helper', 'equipment'))
);
comment on table public.booking_assignments is 'Resources of a visit; each once, also when it came by two ways.';
comment on column public.booking_assignments.crew_id is 'The crew it came with; null: named by itself.';
comment on column public.booking_assignments.seen_at is 'When the person opened the visit on his phone.';

create index booking_assignments_resource_idx on public.booking_assignments (org_id, resource_id, booking_id);
create index booking_assignments_crew_idx on public.booking_assignments (org_id, crew_id) where crew_id is not null;
create index booking_assignments_created_by_idx on public.booking_assignments (org_id, created_by)
  where created_by is not null;

alter table public.booking_assignments enable row level security;

-- Written by the trigger of bookings only.
grant select on public.booking_assignments to authenticated;
