-- Fields of a company's own, for what no product can foresee: the number of a boiler, how a customer found us. A
-- definition says what is asked and of what kind it is; the values lie with their records, in custom_fields.
--
-- A key never changes and is never given again, also after its definition is gone: values of one question must not be
-- read as answers to another. Written by functions only, because key, choices and limit depend on the other rows.

insert into private.default_role_permissions (role, resource, permission, scope)
select role, 'custom_fields', permission, 'all'
from (
  values
    (array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    (array['dispatcher', 'accountant', 'technician', 'viewer'], array['read'])
) as lines (roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'custom_fields'
on conflict on constraint role_permissions_right_key do nothing;

create function private.field_key(name text, prefix text) returns text
language sql immutable strict parallel safe set search_path = ''
as $$
  select case when k = '' then 'field' when k ~ '^[0-9]' then left(prefix || k, 36) else left(k, 36) end
  from btrim(regexp_replace(private.search_key(name), '[^a-z0-9]+', '_', 'g'), '_') as k
$$;
comment on function private.field_key(text, text) is
  'What programs call a field or a choice: "Boiler type" is boiler_type. prefix: what goes before a digit.';
revoke execute on function private.field_key(text, text) from public;

create function private.is_field_options(type text, options jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(options) <> 'array' or type not in ('choice', 'multi_choice') then
    return coalesce(options = '[]', false);
  end if;
  return jsonb_array_length(options) between 1 and 200
    and (
      select count(distinct o ->> 'key') = count(*)
        and count(*) filter (where (o ->> 'is_active')::boolean) between 1 and 100
        and count(distinct private.search_key(o ->> 'label')) filter (where (o ->> 'is_active')::boolean)
          = count(*) filter (where (o ->> 'is_active')::boolean)
        and bool_and(coalesce(
          (o ->> 'key') ~ '^[a-z0-9][a-z0-9_]{0,39}$'
          and (o ->> 'label') ~ '\S' and (o ->> 'label') !~ '[[:cntrl:]]' and length(o ->> 'label') <= 100
          and jsonb_typeof(o -> 'is_active') = 'boolean'
          and o - array['key', 'label', 'is_active'] = '{}', false
        ))
      from jsonb_array_elements(options) as o
    );
end;
$$;
comment on function private.is_field_options(text, jsonb) is
  'Whether choices are [{key, label, is_active}] with distinct keys, distinct labels among those offered, at most 100 '
  'offered and 200 in all; other types have none.';
revoke execute on function private.is_field_options(text, jsonb) from public;

create table public.custom_field_definitions (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  entity text not null,
  key text not null,
  name text not null,
  description text,
  type text not null,
  options jsonb not null default '[]',
  is_required boolean not null default false,
  is_personal boolean not null default true,
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
  constraint custom_field_definitions_entity_check check (entity in ('customer', 'property', 'job', 'booking')),
  constraint custom_field_definitions_key_check check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint custom_field_definitions_name_check check (
    name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 60
  ),
  constraint custom_field_definitions_description_check check (
    description ~ '\S' and description !~ '[[:cntrl:]]' and length(description) <= 200
  ),
  constraint custom_field_definitions_type_check check (
    type in ('text', 'number', 'date', 'yes_no', 'choice', 'multi_choice', 'url')
  ),
  constraint custom_field_definitions_options_check check (private.is_field_options(type, options)),
  constraint custom_field_definitions_position_check check (position between 0 and 100000),
  constraint custom_field_definitions_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.custom_field_definitions is 'What a company asks of its own of customers, properties, jobs and visits.';
comment on column public.custom_field_definitions.key is
  'What the value is called in custom_fields; stays when the name changes and is never given again.';
comment on column public.custom_field_definitions.name is 'What people read.';
comment on column public.custom_field_definitions.description is 'A sentence below the input.';
comment on column public.custom_field_definitions.options is
  'Choices [{key, label, is_active}]; one taken back stays inactive, so that values that name it can still be read.';
comment on column public.custom_field_definitions.is_required is
  'Whoever writes the fields of a new record writes it, and nobody clears it; what imports, calls, links and phones bring '
  'without any fields is not held up.';
comment on column public.custom_field_definitions.is_personal is 'Erasing a person clears it; else it stays.';
comment on column public.custom_field_definitions.is_active is 'Whether it is still asked; old values stay readable.';

create unique index custom_field_definitions_key_key on public.custom_field_definitions (org_id, entity, key);
create unique index custom_field_definitions_name_key
  on public.custom_field_definitions (org_id, entity, private.search_key(name)) where deleted_at is null;
create index custom_field_definitions_list_idx on public.custom_field_definitions (org_id, entity, position, id);
create index custom_field_definitions_created_by_idx on public.custom_field_definitions (org_id, created_by)
  where created_by is not null;
create index custom_field_definitions_deleted_by_idx on public.custom_field_definitions (org_id, deleted_by)
  where deleted_by is not null;

alter table public.custom_field_definitions enable row level security;

grant select on public.custom_field_definitions to authenticated;

create policy custom_field_definitions_select_reader on public.custom_field_definitions for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'custom_fields')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'custom_fields')))
  );

create trigger forbid_change before update of org_id, id, entity, key, type, created_by, created_at
  on public.custom_field_definitions
  for each row execute function private.forbid_change(
    'org_id', 'id', 'entity', 'key', 'type', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.custom_field_definitions
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.custom_field_definitions
  referencing new table as new_rows
  for each statement execute function private.record_changes('custom_field');
create trigger record_update after update on public.custom_field_definitions
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('custom_field');
create trigger record_delete after delete on public.custom_field_definitions
  referencing old table as old_rows
  for each statement execute function private.record_changes('custom_field');

insert into private.personal_data_columns (relation, name, person, rule, reason)
select 'public.custom_field_definitions', c, 'none', 'stay', 'What a company asks, not what it was answered.'
from unnest(array['key', 'name', 'description', 'options']) as c;
