-- What a resource can do, with the paper that proves it and the day it ends.
create table public.resource_skills (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  resource_id uuid not null,
  skill_id uuid not null,
  certificate_number text,
  issued_on date,
  expires_on date,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id) on delete cascade,
  foreign key (org_id, skill_id) references public.skills (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint resource_skills_skill_id_key unique (org_id, resource_id, skill_id),
  constraint resource_skills_certificate_number_check check (
    certificate_number ~ '\S' and certificate_number !~ '[[:cntrl:]]' and length(certificate_number) <= 100
  ),
  constraint resource_skills_expires_on_check check (expires_on >= issued_on)
);
comment on table public.resource_skills is 'Skills of a resource, with certificate and expiry.';
comment on column public.resource_skills.expires_on is 'The last day it counts; null: it does not end.';

create index resource_skills_skill_idx on public.resource_skills (org_id, skill_id);
create index resource_skills_expires_on_idx on public.resource_skills (org_id, expires_on)
  where expires_on is not null;
create index resource_skills_created_by_idx on public.resource_skills (org_id, created_by)
  where created_by is not null;

alter table public.resource_skills enable row level security;

-- Written by create_resource and update_resource.
grant select on public.resource_skills to authenticated;

create policy resource_skills_select_reader on public.resource_skills for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'resources')) = 'all'
      or (
        (select private.permission_scope('read', 'resources')) = 'own'
        and resource_id in (select private.own_resource_ids())
      )
    )
  );

create trigger forbid_change before update of org_id, id, resource_id, created_by, created_at
  on public.resource_skills
  for each row execute function private.forbid_change('org_id', 'id', 'resource_id', 'created_by', 'created_at');
create trigger touch_row before update on public.resource_skills
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.resource_skills
  referencing new table as new_rows
  for each statement execute function private.record_changes('resource_skill', '{}', 'resource_id');
create trigger record_update after update on public.resource_skills
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('resource_skill', '{}', 'resource_id');
create trigger record_delete after delete on public.resource_skills
  referencing old table as old_rows
  for each statement execute function private.record_changes('resource_skill', '{}', 'resource_id');
