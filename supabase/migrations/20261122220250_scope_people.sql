-- Which ids make up a person. Everything else follows from these and the register.

create function private.history_entities() returns text[]
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select array_agg(distinct split_part(encode(t.tgargs, 'escape'), '\000', 1))
    from pg_catalog.pg_trigger as t
    where t.tgfoid = 'private.record_changes'::regproc
  ) || array['note', 'message', 'portal_link', 'operation', 'person'];
end;
$$;
comment on function private.history_entities() is 'The nouns of history and audit, as the triggers name them.';
revoke execute on function private.history_entities() from public;

-- Files that only this person's records name: what another record names as well is another's, too.
create function private.files_of_scope(s private.person_scope) returns uuid[]
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  found_files uuid[];
begin
  select coalesce(array_agg(distinct n.file_id), '{}') into found_files
  from (
    select a.file_id from public.attachments as a
    where a.org_id = s.org_id and (
      a.customer_id = any (s.customers) or a.property_id = any (s.properties) or a.job_id = any (s.jobs)
      or a.booking_id = any (s.bookings)
    )
    union all
    select p.file_id from public.field_photos as p where p.org_id = s.org_id and p.booking_id = any (s.bookings)
    union all
    select g.file_id from public.digital_signatures as g
    where g.org_id = s.org_id and g.booking_id = any (s.bookings) and g.booking_id <> all (s.kept)
    union all
    select r.file_id from public.service_reports as r
    where r.org_id = s.org_id and r.booking_id = any (s.bookings) and r.booking_id <> all (s.kept)
    union all
    -- A list that brought the person: its lines stand in the file, too.
    select i.file_id
    from private.import_rows as l
    join public.imports as i on i.org_id = l.org_id and i.id = l.import_id
    where l.org_id = s.org_id and l.customer_id = any (s.customers)
    union all
    select b.photo_file_id from public.bookable_resources as b where b.org_id = s.org_id and b.id = any (s.resources)
  ) as n
  where n.file_id is not null;
  return array(
    select f from unnest(found_files) as f
    where not exists (
      select
      from private.file_targets(s.org_id, f) as t
      where not (
        coalesce(t.customer_id = any (s.customers), false) or coalesce(t.property_id = any (s.properties), false)
        or coalesce(t.job_id = any (s.jobs), false)
        or coalesce(t.booking_id = any (s.bookings) and t.booking_id <> all (s.kept), false)
        or (t.is_shared and cardinality(s.resources) > 0)
      )
    )
  );
end;
$$;
comment on function private.files_of_scope(private.person_scope) is 'Files that nothing but the person''s records names.';
revoke execute on function private.files_of_scope(private.person_scope) from public;

-- Every id the register reaches: by these history, audit and remembered answers are found.
create function private.ids_of_scope(s private.person_scope) returns uuid[]
language plpgsql stable set search_path = ''
as $$
declare
  found_ids uuid[] := s.customers || s.contacts || s.properties || s.jobs || s.bookings || s.requests || s.links
    || s.intents || s.files || s.users || s.resources;
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
comment on function private.ids_of_scope(private.person_scope) is 'All ids of a person''s records.';
revoke execute on function private.ids_of_scope(private.person_scope) from public;

-- Signed reports younger than the law asks stay whole, where that is wanted.
create function private.kept_visits(org uuid, visits uuid[], keep_days integer) returns uuid[]
language plpgsql stable set search_path = ''
as $$
begin
  return array(
    select distinct g.booking_id
    from public.digital_signatures as g
    where g.org_id = org and g.booking_id = any (visits) and g.signed_at > now() - make_interval(days => keep_days)
  );
end;
$$;
comment on function private.kept_visits(uuid, uuid[], integer) is
  'Visits with a report signed within so many days; none at 0.';
revoke execute on function private.kept_visits(uuid, uuid[], integer) from public;

create function private.customer_scope(org uuid, customer uuid, keep_days integer) returns private.person_scope
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  s private.person_scope := private.blank_scope(org, 'customer', customer);
begin
  s.customers := array[customer];
  s.contacts := array(select p.id from public.customer_contacts as p where p.org_id = org and p.customer_id = customer);
  s.properties := array(select p.id from public.properties as p where p.org_id = org and p.customer_id = customer);
  s.jobs := array(select j.id from public.jobs as j where j.org_id = org and j.customer_id = customer);
  s.bookings := array(select b.id from public.bookings as b where b.org_id = org and b.job_id = any (s.jobs));
  s.kept := private.kept_visits(org, s.bookings, keep_days);
  select
    array_remove(array_agg(distinct n.email), null), array_remove(array_agg(distinct n.phone), null),
    array_remove(array_agg(distinct n.name), null)
  into s.emails, s.phones, s.names
  from (
    select c.email, c.phone, c.display_name as name from public.customers as c where c.org_id = org and c.id = customer
    union all
    select null, null, p.name from public.customers as c
    cross join lateral unnest(array[c.first_name, c.last_name]) as p (name)
    where c.org_id = org and c.id = customer
    union all
    select p.email, p.phone, p.name from public.customer_contacts as p
    where p.org_id = org and p.customer_id = customer
    union all
    select null, null, p.line1 from public.properties as p where p.org_id = org and p.customer_id = customer
  ) as n;
  s.requests := array(
    select r.id from public.booking_requests as r
    where r.org_id = org and (
      r.customer_id = customer or r.job_id = any (s.jobs)
      or (r.customer_id is null and r.job_id is null and (r.email = any (s.emails) or r.phone = any (s.phones)))
    )
  );
  s.links := array(select l.id from public.customer_portal_access as l where l.org_id = org and l.customer_id = customer);
  s.intents := array(
    select i.id from public.notification_intents as i
    where i.org_id = org and i.audience = 'customer' and (
      i.customer_id = customer or i.booking_id = any (s.bookings) or i.booking_request_id = any (s.requests)
    )
  );
  return s;
end;
$$;
comment on function private.customer_scope(uuid, uuid, integer) is
  'A customer with contacts, places, work, links and messages. Requests of nobody are matched by address and number.';
revoke execute on function private.customer_scope(uuid, uuid, integer) from public;

create function private.blank_scope(org uuid, kind text, id uuid) returns private.person_scope
language plpgsql stable set search_path = ''
as $$
declare
  none constant uuid[] := '{}';
  words constant text[] := '{}';
begin
  return row(
    org, kind, id, none, none, none, none, none, none, none, none, none, none, none, none, none, words, words, words,
    private.history_entities(), none
  )::private.person_scope;
end;
$$;
comment on function private.blank_scope(uuid, text, uuid) is 'A person of whom nothing is known yet.';
revoke execute on function private.blank_scope(uuid, text, uuid) from public;

create function private.member_scope(org uuid, person uuid) returns private.person_scope
language plpgsql stable set search_path = ''
as $$
declare
  s private.person_scope := private.blank_scope(org, 'member', person);
begin
  s.users := array[person];
  -- An account that works for another organization is not this one's to empty.
  s.accounts := array(
    select p.id from public.profiles as p
    where p.id = person and not exists (
      select from public.organization_members as m where m.user_id = person and m.org_id <> org
    )
  );
  s.resources := array(select r.id from public.bookable_resources as r where r.org_id = org and r.user_id = person);
  select
    array_remove(array_agg(distinct n.email), null), array_remove(array_agg(distinct n.phone), null),
    array_remove(array_agg(distinct n.name), null)
  into s.emails, s.phones, s.names
  from (
    select p.email, p.phone, p.name from public.profiles as p where p.id = person
    union all
    select r.email, r.phone, r.name from public.bookable_resources as r where r.org_id = org and r.user_id = person
  ) as n;
  s.intents := array(
    select i.id from public.notification_intents as i where i.org_id = org and i.user_id = person
  );
  return s;
end;
$$;
comment on function private.member_scope(uuid, uuid) is 'A member with the resource he works as.';
revoke execute on function private.member_scope(uuid, uuid) from public;

create function private.person_scope_of(org uuid, kind text, id uuid, keep_days integer)
returns private.person_scope
language plpgsql stable set search_path = ''
as $$
declare
  s private.person_scope;
begin
  if kind = 'customer' then
    s := private.customer_scope(org, id, keep_days);
  elsif kind = 'member' then
    s := private.member_scope(org, id);
  else
    s := private.blank_scope(org, 'contact', id);
    s.contacts := array[id];
    select array_remove(array[p.email], null), array_remove(array[p.phone], null), array[p.name]
    into s.emails, s.phones, s.names
    from public.customer_contacts as p where p.org_id = org and p.id = person_scope_of.id;
  end if;
  s.files := private.files_of_scope(s);
  s.ids := private.ids_of_scope(s);
  return s;
end;
$$;
comment on function private.person_scope_of(uuid, text, uuid, integer) is
  'All that hangs on a customer, contact or member; reports signed within keep_days are left out.';
revoke execute on function private.person_scope_of(uuid, text, uuid, integer) from public;
