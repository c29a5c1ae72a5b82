-- Why somebody was granted or denied a right is erased with the person, also where the grant was taken back before: its
-- row is gone then, and only history and audit log still hold the reason.
create or replace function private.ids_of_scope(s private.person_scope) returns uuid[]
language plpgsql stable set search_path = ''
as $$
declare
  found_ids uuid[] := s.customers || s.contacts || s.properties || s.jobs || s.bookings || s.requests || s.links
    || s.intents || s.files || s.users || s.resources || private.grants_ever(s.org_id, s.users);
  place private.personal_data_rows;
  part uuid[];
begin
  for place in
    select r.* from private.personal_data_rows as r
    where r.person = s.kind and r.position < 90 and r.relation like 'public.%' and exists (
      select from pg_catalog.pg_attribute as a where a.attrelid = r.relation::regclass and a.attname = 'id'
    ) and exists (
      select from pg_catalog.pg_attribute as a where a.attrelid = r.relation::regclass and a.attname = 'org_id'
    )
    order by r.position
  loop
    execute format(
      'select array_agg(t.id) from %s as t where t.org_id = ($1).org_id and (%s)', place.relation, place.predicate
    ) into part using s;
    found_ids := found_ids || part;
  end loop;
  return array(select distinct i from unnest(found_ids) as i where i is not null);
end;
$$;
