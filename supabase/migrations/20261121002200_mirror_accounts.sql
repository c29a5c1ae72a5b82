-- Each account of Auth has its profile from the first moment. Sign-up carries words a stranger chose (name, language);
-- what does not fit is left out instead of refused, because an error here is a sign-up that fails without a reason.

create function private.clean_name(value text) returns text
language sql immutable set search_path = ''
as $$
  select nullif(left(btrim(regexp_replace(value, '[[:cntrl:]]+', ' ', 'g')), 200), '')
$$;
comment on function private.clean_name(text) is 'A name of one line that fits, null where nothing is left.';
revoke execute on function private.clean_name(text) from public;

create function private.create_profile() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  given_locale constant text := new.raw_user_meta_data ->> 'locale';
begin
  insert into public.profiles (id, name, email, locale)
  values (
    new.id,
    private.clean_name(new.raw_user_meta_data ->> 'name'),
    nullif(lower(left(new.email, 254)), ''),
    case when given_locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$' then given_locale else 'en' end
  );
  return null;
end;
$$;
comment on function private.create_profile() is
  'After an account was made: its profile. Definer: the role of Auth has no right on our tables.';
revoke execute on function private.create_profile() from public;

create function private.update_profile() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles as p
  set
    email = nullif(lower(left(new.email, 254)), ''),
    last_login_at = new.last_sign_in_at,
    login_count = p.login_count + (new.last_sign_in_at is distinct from old.last_sign_in_at)::integer
  where p.id = new.id;
  return null;
end;
$$;
comment on function private.update_profile() is
  'After an account''s address or last sign-in changed: the mirror follows. '
  'Definer: the role of Auth has no right on our tables.';
revoke execute on function private.update_profile() from public;

create trigger callout_create_profile after insert on auth.users
  for each row execute function private.create_profile();
create trigger callout_update_profile after update of email, last_sign_in_at on auth.users
  for each row
  when (new.email is distinct from old.email or new.last_sign_in_at is distinct from old.last_sign_in_at)
  execute function private.update_profile();

-- Accounts made before this migration.
insert into public.profiles (id, name, email, last_login_at)
select
  u.id,
  private.clean_name(u.raw_user_meta_data ->> 'name'),
  nullif(lower(left(u.email, 254)), ''),
  u.last_sign_in_at
from auth.users as u
on conflict (id) do nothing;
