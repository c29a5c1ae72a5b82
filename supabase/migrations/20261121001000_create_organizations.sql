-- The tenant. Every other row of the product belongs to exactly one organization.
create table public.organizations (
  id uuid not null default private.uuid_v7() primary key,
  name text not null,
  slug text not null,
  legal_name text,
  country text not null,
  currency text not null,
  locale text not null default 'en',
  time_zone text not null,
  trade text not null default 'other',
  status text not null default 'active',
  plan text not null default 'free',
  brand_color text,
  sender_name text,
  quota_members integer not null default 100,
  quota_storage_bytes bigint not null default 10737418240,
  quota_requests_per_min integer not null default 600,
  getting_started jsonb not null default '{}',
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  constraint organizations_slug_key unique (slug),
  constraint organizations_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint organizations_slug_check check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  constraint organizations_legal_name_check check (
    legal_name ~ '\S' and legal_name !~ '[[:cntrl:]]' and length(legal_name) <= 200
  ),
  constraint organizations_country_check check (country ~ '^[A-Z]{2}$'),
  constraint organizations_currency_check check (currency ~ '^[A-Z]{3}$'),
  constraint organizations_locale_check check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint organizations_time_zone_check check (private.is_time_zone(time_zone)),
  constraint organizations_trade_check check (
    trade in ('hvac', 'plumbing', 'electrical', 'cleaning', 'inspection', 'other')
  ),
  constraint organizations_status_check check (status in ('active', 'suspended', 'closing')),
  constraint organizations_plan_check check (plan ~ '^[a-z0-9_]{1,40}$'),
  constraint organizations_brand_color_check check (brand_color ~ '^#[0-9a-f]{6}$'),
  -- It becomes the display name of outgoing mail, where a line break would start a header of the writer's choice.
  constraint organizations_sender_name_check check (
    sender_name ~ '\S' and sender_name !~ '[[:cntrl:]<>"]' and length(sender_name) <= 100
  ),
  constraint organizations_quota_members_check check (quota_members between 1 and 100000),
  constraint organizations_quota_storage_bytes_check check (quota_storage_bytes >= 0),
  constraint organizations_quota_requests_per_min_check check (quota_requests_per_min between 1 and 1000000),
  constraint organizations_getting_started_check check (
    jsonb_typeof(getting_started) = 'object' and length(getting_started::text) <= 4000
  ),
  constraint organizations_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.organizations is 'Tenants: companies that share the installation and never see each other.';
comment on column public.organizations.slug is 'Names the organization in addresses; unique over the installation.';
comment on column public.organizations.time_zone is 'IANA name; the zone of sites and people that name no other.';
comment on column public.organizations.quota_requests_per_min is 'API requests a minute of each principal.';
comment on column public.organizations.getting_started is 'First steps done or put away by the owner.';

alter table public.organizations enable row level security;

-- Written by: create_organization (a row), members with the right to update (these columns), the operator (the rest).
grant select on public.organizations to authenticated;
grant update (
  name, legal_name, country, currency, locale, time_zone, trade, brand_color, sender_name, getting_started
) on public.organizations to authenticated;

create policy organizations_select_member on public.organizations for select to authenticated
  using (id = (select private.current_org_id()));

create policy organizations_update_manager on public.organizations for update to authenticated
  using (
    id = (select private.current_org_id())
    and (select private.permission_scope('update', 'organizations')) = 'all'
  )
  with check (id = (select private.current_org_id()));

create trigger forbid_change before update of id, created_at on public.organizations
  for each row execute function private.forbid_change('id', 'created_at');
create trigger touch_row before update on public.organizations
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.organizations
  referencing new table as new_rows
  for each statement execute function private.record_changes('organization');
create trigger record_update after update on public.organizations
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('organization');
