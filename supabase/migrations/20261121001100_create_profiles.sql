-- The person behind an account, in our words. One row per row of auth.users, made by trigger; colleagues see it.
create table public.profiles (
  id uuid not null primary key references auth.users (id) on delete cascade,
  name text,
  email text,
  phone text,
  avatar_path text,
  locale text not null default 'en',
  time_zone text,
  is_active boolean not null default true,
  metadata jsonb not null default '{}',
  last_login_at timestamptz,
  login_count integer not null default 0,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  constraint profiles_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint profiles_email_check check (email = lower(email) and length(email) <= 254),
  constraint profiles_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint profiles_avatar_path_check check (avatar_path ~ '\S' and length(avatar_path) <= 500),
  constraint profiles_locale_check check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint profiles_time_zone_check check (private.is_time_zone(time_zone)),
  constraint profiles_metadata_check check (jsonb_typeof(metadata) = 'object' and length(metadata::text) <= 10000),
  constraint profiles_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.profiles is
  'People with an account. Not of one organization: a person may belong to several.';
comment on column public.profiles.email is 'Mirror of auth.users.email in lower case; changed through Auth only.';
comment on column public.profiles.is_active is 'False: no token is issued and every running one is worth nothing.';
comment on column public.profiles.time_zone is 'Null: the zone of the organization at hand.';

alter table public.profiles enable row level security;

grant select (
  id, name, email, phone, avatar_path, locale, time_zone, is_active, last_login_at, version, created_at, updated_at
) on public.profiles to authenticated;
grant update (name, phone, avatar_path, locale, time_zone) on public.profiles to authenticated;

-- Who was removed keeps his row, but his profile is no longer the company's to see.
create function private.colleague_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  if private.permission_scope('read', 'members') = 'all' then
    return query
      select m.user_id
      from public.organization_members as m
      where m.org_id = me.org_id and m.status <> 'removed';
  end if;
end;
$$;
comment on function private.colleague_ids() is
  'Members of the current organization, for who may read members. '
  'Definer: a policy on profiles that read members under their policies, which ask for profiles, would never end.';
revoke execute on function private.colleague_ids() from public;
grant execute on function private.colleague_ids() to authenticated;

create policy profiles_select_member on public.profiles for select to authenticated
  using (
    id = (select private.current_user_id())
    or id in (select private.colleague_ids())
  );

create policy profiles_update_self on public.profiles for update to authenticated
  using (id = (select private.current_user_id()))
  with check (id = (select private.current_user_id()));

create trigger forbid_change before update of id, created_at on public.profiles
  for each row execute function private.forbid_change('id', 'created_at');
create trigger touch_row before update on public.profiles
  for each row execute function private.touch_row();
