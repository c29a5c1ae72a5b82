-- What is to be checked, measured and shown during a visit. A visit gets a copy of its own, so a template may change at
-- any time without changing what somebody has already answered.

-- The items of a checklist: [{key, label, kind, required, unit?, min?, max?, options?, show_if?: {key, equals}}]. The
-- field app trusts this shape without a network to ask, so the database refuses any other. A question may depend on an
-- earlier one only: else two could hide each other.
create function private.is_checklist(items jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
declare
  item jsonb;
  keys text[] := '{}';
  kind text;
begin
  if jsonb_typeof(items) <> 'array' or jsonb_array_length(items) > 200 or length(items::text) > 100000 then
    return false;
  end if;
  for item in select value from jsonb_array_elements(items) loop
    kind := item ->> 'kind';
    if jsonb_typeof(item) <> 'object'
      or item - array['key', 'label', 'kind', 'required', 'unit', 'min', 'max', 'options', 'show_if'] <> '{}'
      or coalesce(item ->> 'key', '') !~ '^[a-z][a-z0-9_]{0,59}$'
      or item ->> 'key' = any (keys)
      or jsonb_typeof(item -> 'label') is distinct from 'string'
      or item ->> 'label' !~ '\S' or item ->> 'label' ~ '[[:cntrl:]]' or length(item ->> 'label') > 300
      or kind is null or kind not in ('yes_no', 'number', 'text', 'choice', 'photo')
      or jsonb_typeof(item -> 'required') is distinct from 'boolean'
      or (item ? 'unit' and (kind <> 'number' or coalesce(item ->> 'unit', '') !~ '^\S.{0,19}$'))
      or (item ? 'min' and (kind <> 'number' or jsonb_typeof(item -> 'min') <> 'number'))
      or (item ? 'max' and (kind <> 'number' or jsonb_typeof(item -> 'max') <> 'number'))
      or (item ? 'min' and item ? 'max' and (item ->> 'min')::numeric > (item ->> 'max')::numeric)
      or (kind = 'choice') <> (item ? 'options')
      or (item ? 'options' and not private.is_choice(item -> 'options'))
      or (item ? 'show_if' and not private.is_condition(item -> 'show_if', keys)) then
      return false;
    end if;
    keys := keys || (item ->> 'key');
  end loop;
  return true;
end;
$$;
comment on function private.is_checklist(jsonb) is 'Whether the value is a list of questions the field app can show.';
revoke execute on function private.is_checklist(jsonb) from public;
grant execute on function private.is_checklist(jsonb) to authenticated;

create function private.is_choice(options jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case when jsonb_typeof(options) = 'array' then
    jsonb_array_length(options) between 2 and 30
    and (select count(distinct value) = count(*) from jsonb_array_elements(options))
    and not exists (
      select
      from jsonb_array_elements(options) as option
      where jsonb_typeof(option) <> 'string' or option #>> '{}' !~ '\S' or length(option #>> '{}') > 100
    )
  else false end
$$;
comment on function private.is_choice(jsonb) is 'Whether the value is 2 to 30 different answers.';
revoke execute on function private.is_choice(jsonb) from public;
grant execute on function private.is_choice(jsonb) to authenticated;

create function private.is_condition(condition jsonb, earlier text[]) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(condition) = 'object'
      and condition - array['key', 'equals'] = '{}'
      and condition ->> 'key' = any (earlier)
      and jsonb_typeof(condition -> 'equals') in ('string', 'boolean', 'number'),
    false
  )
$$;
comment on function private.is_condition(jsonb, text[]) is
  'Whether the value compares the answer of an earlier question.';
revoke execute on function private.is_condition(jsonb, text[]) from public;
grant execute on function private.is_condition(jsonb, text[]) to authenticated;

create table public.checklist_templates (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  name text not null,
  description text,
  items jsonb not null default '[]',
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
  constraint checklist_templates_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint checklist_templates_description_check check (description ~ '\S' and length(description) <= 2000),
  constraint checklist_templates_items_check check (private.is_checklist(items)),
  constraint checklist_templates_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.checklist_templates is 'Questions a technician answers during a visit of some kind.';

create unique index checklist_templates_name_key on public.checklist_templates (org_id, private.search_key(name))
  where deleted_at is null;
create index checklist_templates_created_by_idx on public.checklist_templates (org_id, created_by)
  where created_by is not null;
create index checklist_templates_deleted_by_idx on public.checklist_templates (org_id, deleted_by)
  where deleted_by is not null;

alter table public.checklist_templates enable row level security;

grant select on public.checklist_templates to authenticated;
grant insert (org_id, name, description, items) on public.checklist_templates to authenticated;
grant update (name, description, items) on public.checklist_templates to authenticated;

create policy checklist_templates_select_reader on public.checklist_templates for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'checklists')) = 'all'
    and (deleted_at is null or (select private.has_permission('delete', 'checklists')))
  );

create policy checklist_templates_insert_creator on public.checklist_templates for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'checklists')) = 'all'
  );

create policy checklist_templates_update_editor on public.checklist_templates for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('update', 'checklists')) = 'all'
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

create trigger forbid_change before update of org_id, id, created_by, created_at on public.checklist_templates
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.checklist_templates
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.checklist_templates
  referencing new table as new_rows
  for each statement execute function private.record_changes('checklist');
create trigger record_update after update on public.checklist_templates
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('checklist');
create trigger record_delete after delete on public.checklist_templates
  referencing old table as old_rows
  for each statement execute function private.record_changes('checklist');
