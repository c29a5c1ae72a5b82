-- Numbers an organization may turn: how late is late, how long a proposed time is held. Each has a shipped value; a row
-- stands only for what an organization has changed, so a better default reaches everybody who never touched it.
create table private.default_settings (
  category text not null,
  name text not null,
  value jsonb not null,
  least numeric,
  most numeric,
  primary key (category, name),
  constraint default_settings_range_check check ((least is null) = (most is null))
);
comment on table private.default_settings is
  'Shipped value of each setting there is; of numbers also the least and the most.';
alter table private.default_settings enable row level security;

insert into private.default_settings (category, name, value, least, most)
values
  ('scheduling', 'late_departure_min', '10', 0, 240),
  ('scheduling', 'late_arrival_min', '15', 0, 240),
  ('scheduling', 'slot_step_min', '15', 5, 240),
  ('scheduling', 'hold_min', '5', 1, 60),
  ('scheduling', 'arrival_window_min', '120', 15, 720),
  ('scheduling', 'own_reach_days', '90', 1, 730),
  ('scheduling', 'daily_limit', 'null', null, null),
  ('scheduling', 'travel_speed_kmh', '30', 5, 130),
  ('scheduling', 'travel_circuity', '1.3', 1, 3);

create table public.system_settings (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  category text not null,
  name text not null,
  value jsonb not null,
  is_encrypted boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint system_settings_name_key unique (org_id, category, name),
  constraint system_settings_category_check check (category ~ '^[a-z][a-z0-9_ ]{0,59}$'),
  constraint system_settings_name_check check (name ~ '^[a-z][a-z0-9_ ]{0,59}$'),
  constraint system_settings_value_check check (length(value::text) <= 4000)
);
comment on table public.system_settings is 'What an organization has changed of the shipped settings.';
comment on column public.system_settings.is_encrypted is 'True where value is a sealed text; none of the shipped is.';

alter table public.system_settings enable row level security;

grant select on public.system_settings to authenticated;

create policy system_settings_select_reader on public.system_settings for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'settings')) = 'all'
  );

create trigger forbid_change before update of org_id, id, category, name, created_at on public.system_settings
  for each row execute function private.forbid_change('org_id', 'id', 'category', 'name', 'created_at');
create trigger touch_row before update on public.system_settings
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.system_settings
  referencing new table as new_rows
  for each statement execute function private.record_changes('setting');
create trigger record_update after update on public.system_settings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('setting');
create trigger record_delete after delete on public.system_settings
  referencing old table as old_rows
  for each statement execute function private.record_changes('setting');

-- For functions that plan, look for lateness or reach. Null only where null is the value.
create function private.setting(org uuid, category text, name text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(
    (
      select s.value
      from public.system_settings as s
      where s.org_id = org and s.category = setting.category and s.name = setting.name
    ),
    (
      select d.value
      from private.default_settings as d
      where d.category = setting.category and d.name = setting.name
    )
  );
end;
$$;
comment on function private.setting(uuid, text, text) is
  'A setting of an organization: its own value, else the shipped one. As jsonb: 10, 1.3, or jsonb null. '
  'For functions that run as their owner: a member need not be allowed to read settings to be planned by them.';
revoke execute on function private.setting(uuid, text, text) from public;
