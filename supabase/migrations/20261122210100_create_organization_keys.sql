-- Secrets are encrypted by the app before they come here, each organization's with a data key of its own. The database
-- holds data keys only as the app wrapped them with a key of its environment: a stolen copy opens nothing, and an
-- organization whose keys are gone is gone. What is stored says which key it needs:
--   v1.<number of the key>.<nonce>.<ciphertext>.<tag>     base64url, AES-256-GCM
-- Its additional data are table, column, organization and row, so that what is moved elsewhere does not open there.

create table private.organization_keys (
  org_id uuid not null references public.organizations (id) on delete cascade,
  number integer not null,
  wrapped text,
  created_at timestamptz not null default now(),
  replace_asked_at timestamptz,
  emptied_at timestamptz,
  destroyed_at timestamptz,
  primary key (org_id, number),
  constraint organization_keys_number_check check (number between 1 and 999999999),
  constraint organization_keys_destroyed_check check ((wrapped is null) = (destroyed_at is not null))
);
comment on table private.organization_keys is
  'Data keys of organizations, wrapped by a key of the app''s environment. The highest number seals; a destroyed one '
  'has no key any more.';
comment on column private.organization_keys.wrapped is 'v1.<id of the wrapping key>.<nonce>.<ciphertext>.<tag>.';
comment on column private.organization_keys.replace_asked_at is 'An operator wants a new key; a worker makes it.';
comment on column private.organization_keys.emptied_at is 'Since when nothing is sealed with it any more.';
alter table private.organization_keys enable row level security;

create function private.sealed_key(sealed text) returns integer
language sql immutable strict parallel safe set search_path = ''
as $$
  select case
    when length(sealed) <= 12000
      and sealed ~ '^v1\.[1-9][0-9]{0,8}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}$'
      then split_part(sealed, '.', 2)::integer
  end
$$;
comment on function private.sealed_key(text) is
  'The number of the data key a sealed text needs; null for what is not sealed. Shape is no proof: the worker opens samples.';
revoke execute on function private.sealed_key(text) from public;

-- A trigger and not a check: a check that refuses a row prints the row, and with it the plaintext, into the log.
create function private.require_sealed(org uuid, sealed text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if private.sealed_key(sealed) is null then
    raise exception 'not_encrypted: This is kept encrypted only.' using errcode = 'CO422';
  end if;
  -- Locked, so that a key is not destroyed between this look and the write.
  perform
  from private.organization_keys as k
  where k.org_id = org and k.number = private.sealed_key(sealed) and k.destroyed_at is null
  for key share;
  if not found then
    raise exception 'key_gone: The key of this was replaced meanwhile. Please try again.' using errcode = 'CO409';
  end if;
end;
$$;
comment on function private.require_sealed(uuid, text) is
  'Raises, without the value, for what is not sealed by a key the organization still has.';
revoke execute on function private.require_sealed(uuid, text) from public;

create function private.refuse_plaintext() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  sealed constant text := to_jsonb(new) ->> tg_argv[0];
begin
  if sealed is not null then
    perform private.require_sealed(new.org_id, sealed);
  end if;
  return new;
end;
$$;
comment on function private.refuse_plaintext() is
  'Before a row is written: the column of the argument is sealed or null. Definer: keys are nobody''s table.';
revoke execute on function private.refuse_plaintext() from public;

-- Where sealed texts lie, for the work that seals them anew. key_expression gives the row''s part of the additional data.
create table private.sealed_columns (
  table_name text not null,
  column_name text not null,
  key_expression text not null,
  is_json boolean not null default false,
  primary key (table_name, column_name)
);
comment on table private.sealed_columns is 'Columns that hold sealed texts, with the expression that names their row.';
alter table private.sealed_columns enable row level security;

create function private.organization_key_list(org uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', k.number, 'wrapped', k.wrapped) order by k.number desc), '[]')
  from private.organization_keys as k
  where k.org_id = org and k.destroyed_at is null
$$;
comment on function private.organization_key_list(uuid) is '[{number, wrapped}] of an organization, newest first.';
revoke execute on function private.organization_key_list(uuid) from public;

create function public.gate_organization_keys(org uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.organization_key_list(org);
end;
$$;
comment on function public.gate_organization_keys(uuid) is
  'The wrapped data keys of an organization, newest first; whoever asks needs the key of the environment to open one. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_organization_keys(uuid) from public, anon, authenticated;
grant execute on function public.gate_organization_keys(uuid) to service_role;

-- The number is part of what the wrapping is bound to, so it is given; of two that come at once the first stays.
create function private.insert_organization_key(org uuid, key_number integer, wrapped text) returns boolean
language plpgsql volatile set search_path = ''
as $$
begin
  if wrapped !~ '^v1\.[1-9][0-9]{0,8}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22}$' or wrapped is null then
    raise exception 'not_encrypted: This is kept encrypted only.' using errcode = 'CO422';
  end if;
  perform from public.organizations as o where o.id = org for key share;
  if not found
    or key_number <> coalesce((select max(k.number) from private.organization_keys as k where k.org_id = org), 0) + 1 then
    return false;
  end if;
  insert into private.organization_keys (org_id, number, wrapped)
  values (org, key_number, insert_organization_key.wrapped)
  on conflict do nothing;
  return found;
end;
$$;
comment on function private.insert_organization_key(uuid, integer, text) is
  'Keeps the next data key of an organization; false where another came first.';
revoke execute on function private.insert_organization_key(uuid, integer, text) from public;

-- The first key is made by whoever has something to seal; the next ones by the worker.
create function public.gate_create_organization_key(org uuid, wrapped text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.insert_organization_key(org, 1, wrapped);
  return private.organization_key_list(org);
end;
$$;
comment on function public.gate_create_organization_key(uuid, text) is
  'Keeps the first data key of an organization unless it has one; answers its keys. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_create_organization_key(uuid, text) from public, anon, authenticated;
grant execute on function public.gate_create_organization_key(uuid, text) to service_role;
