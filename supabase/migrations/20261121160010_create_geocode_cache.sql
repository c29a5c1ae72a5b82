-- Answers of the geocoder, kept per organization: the same address is looked up once, and what one company looks for is
-- never an answer to another. Private, because nobody lists it: who asks for an address gets that address' answer.
create table private.geocode_cache (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  query text not null,
  places jsonb not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint geocode_cache_query_key unique (org_id, query),
  constraint geocode_cache_query_check check (query = lower(query) and length(query) between 3 and 300),
  constraint geocode_cache_places_check check (
    jsonb_typeof(places) = 'array' and jsonb_array_length(places) <= 10 and length(places::text) <= 8000
  )
);
comment on table private.geocode_cache is 'Places the geocoder has found, by the words that were looked for.';
comment on column private.geocode_cache.query is 'The words in lower case, blanks reduced to one; the geocoder''s address and language lead.';
comment on column private.geocode_cache.places is 'As GET /geocode answers them: label, lat, lng, address.';
create index geocode_cache_age_idx on private.geocode_cache (org_id, created_at);
alter table private.geocode_cache enable row level security;

-- Looking up is for whoever may put a place on the map: those who create or change properties.
create function private.require_geocoding() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  if not (private.has_permission('create', 'properties') or private.has_permission('update', 'properties')) then
    perform private.require_permission('update', 'properties');
  end if;
  return org;
end;
$$;
comment on function private.require_geocoding() is
  'The organization of a caller who may look up addresses. Definer: as permission_scope.';
revoke execute on function private.require_geocoding() from public;

create function public.find_geocode(query text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_geocoding();
begin
  -- Streets are renamed and houses built: what is older than that is asked for again.
  return (
    select c.places
    from private.geocode_cache as c
    where c.org_id = org and c.query = find_geocode.query and c.created_at > now() - interval '90 days'
  );
end;
$$;
comment on function public.find_geocode(text) is
  'The places kept for these words, null where they must be looked up. Definer: the cache is granted to nobody.';
revoke execute on function public.find_geocode(text) from public, anon;
grant execute on function public.find_geocode(text) to authenticated;

-- A member could keep places of his own making, seen by his own company only, as a proposal a person then accepts: no
-- more than he may write into a property anyway.
create function public.keep_geocode(query text, places jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_geocoding();
begin
  insert into private.geocode_cache as c (org_id, query, places)
  values (org, keep_geocode.query, keep_geocode.places)
  on conflict on constraint geocode_cache_query_key do update
    set places = excluded.places, created_at = now();
  -- Bounded, so that no script can fill the disk with it; the oldest go first.
  delete from private.geocode_cache as c
  where c.org_id = org and c.id in (
    select o.id from private.geocode_cache as o where o.org_id = org order by o.created_at desc offset 5000
  );
end;
$$;
comment on function public.keep_geocode(text, jsonb) is
  'Keeps the places found for some words. Definer: the cache is granted to nobody.';
revoke execute on function public.keep_geocode(text, jsonb) from public, anon;
grant execute on function public.keep_geocode(text, jsonb) to authenticated;
