-- What a company offers. Written by functions only: a type is saved together with the skills it asks for.
create table public.service_types (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  description text,
  duration_min integer not null,
  buffer_before_min integer not null default 0,
  buffer_after_min integer not null default 0,
  priority text not null default 'normal',
  price_amount bigint,
  currency text not null,
  checklist_template_id uuid,
  color integer not null default 0,
  is_active boolean not null default true,
  position integer not null default 0,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  foreign key (org_id, checklist_template_id) references public.checklist_templates (org_id, id)
    on delete set null (checklist_template_id),
  constraint service_types_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint service_types_description_check check (description ~ '\S' and length(description) <= 2000),
  constraint service_types_duration_min_check check (duration_min between 5 and 14400),
  constraint service_types_buffer_before_min_check check (buffer_before_min between 0 and 1440),
  constraint service_types_buffer_after_min_check check (buffer_after_min between 0 and 1440),
  constraint service_types_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
  constraint service_types_price_amount_check check (price_amount between 0 and 100000000000),
  constraint service_types_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint service_types_color_check check (color between 0 and 11),
  constraint service_types_position_check check (position between 0 and 100000),
  constraint service_types_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.service_types is
  'Kinds of work: how long they take, what they ask for, what they cost as a rule.';
comment on column public.service_types.duration_min is 'Time on site; what is planned unless somebody says otherwise.';
comment on column public.service_types.buffer_before_min is 'Kept free before the visit, by everybody assigned.';
comment on column public.service_types.price_amount is 'Minor units; null where it depends.';
comment on column public.service_types.position is 'Order in lists; equal ones by age.';

create unique index service_types_name_key on public.service_types (org_id, private.search_key(name))
  where deleted_at is null;
create index service_types_list_idx on public.service_types (org_id, position, id);
create index service_types_checklist_idx on public.service_types (org_id, checklist_template_id)
  where checklist_template_id is not null;
create index service_types_created_by_idx on public.service_types (org_id, created_by) where created_by is not null;
create index service_types_deleted_by_idx on public.service_types (org_id, deleted_by) where deleted_by is not null;

alter table public.service_types enable row level security;

grant select on public.service_types to authenticated;

create policy service_types_select_reader on public.service_types for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'service_types')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'service_types')))
  );

create trigger forbid_change before update of org_id, id, created_by, created_at on public.service_types
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.service_types
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.service_types
  referencing new table as new_rows
  for each statement execute function private.record_changes('service_type');
create trigger record_update after update on public.service_types
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('service_type');
create trigger record_delete after delete on public.service_types
  referencing old table as old_rows
  for each statement execute function private.record_changes('service_type');

create table public.service_type_skills (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  service_type_id uuid not null,
  skill_id uuid not null,
  primary key (org_id, id),
  constraint service_type_skills_pair_key unique (org_id, service_type_id, skill_id),
  foreign key (org_id, service_type_id) references public.service_types (org_id, id) on delete cascade,
  foreign key (org_id, skill_id) references public.skills (org_id, id) on delete cascade
);
comment on table public.service_type_skills is 'Skills that somebody on the visit must have.';

create index service_type_skills_skill_idx on public.service_type_skills (org_id, skill_id);

alter table public.service_type_skills enable row level security;

grant select on public.service_type_skills to authenticated;

create policy service_type_skills_select_reader on public.service_type_skills for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'service_types')) = 'all'
  );
