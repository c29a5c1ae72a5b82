-- Search for customers while typing. The functions ask for org and right themselves.

-- What is typed becomes LIKE patterns that must all match. A number as people write it ("(030) 123 45-67") is compared
-- by its digits without the leading zeros, because phone numbers are kept with their country's code. A word of one or
-- two letters must begin a word: anywhere in a text it would match nearly everything, without help of the index.
create function private.search_patterns(query text) returns text[]
language plpgsql immutable set search_path = ''
as $$
declare
  words constant text := ltrim(private.search_key(left(query, 200)), '+');
  digits constant text := ltrim(regexp_replace(words, '[^0-9]', '', 'g'), '0');
begin
  if words ~ '^[0-9()/. -]+$' and length(digits) >= 3 then
    return array['%' || digits || '%'];
  end if;
  return array(
    select case when length(word) <= 2 then '% ' else '%' end
      || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(words, '[\s,;]+') with ordinality as parts (word, position)
    where word <> ''
    order by position
    limit 5
  );
end;
$$;
comment on function private.search_patterns(text) is 'LIKE patterns over search documents; empty for an empty query.';
revoke execute on function private.search_patterns(text) from public;

create function private.like_prefix(query text) returns text
language sql immutable set search_path = ''
as $$
  select replace(replace(replace(private.search_key(left(query, 200)), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
comment on function private.like_prefix(text) is 'The LIKE pattern of texts that begin with the query.';
revoke execute on function private.like_prefix(text) from public;

-- The customers a query finds, the best first: names that begin with it, then words in the customer's own line, in a
-- contact, in an address. One or two letters are answered from the ordered names alone. A word that stands in very
-- many lines ("street") is cut off after 500: nobody reads further, he types on. Scope own searches the own ones, and
-- contacts and addresses are searched as far as they may be read.
--
-- The patterns are separate conditions, because "like all (array)" uses no index; absent ones fall away when the plan
-- is made, as do the filters not given. A document begins with the customer's name as it is compared, so it also gives
-- the order. No sequential scans: for a frequent word the planner expects to meet it soon and reads past all other
-- tenants first. No parallel workers: to start them takes longer than to search.
create function private.find_customers(
  org uuid, scope text, query text, filters jsonb, most integer
) returns table (customer_id uuid, contact_id uuid, property_id uuid)
language plpgsql stable rows 50 set search_path = ''
  set plan_cache_mode = force_custom_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  words constant text[] := private.search_patterns(query);
  beginning constant text := private.like_prefix(query);
  is_short constant boolean := length(beginning) <= 3;
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_customer_ids()) end;
  sees_contacts constant boolean := private.sees_part(scope, 'contacts');
  sees_places constant boolean := private.sees_part(scope, 'properties');
  wanted_status constant text := filters ->> 'status';
  wanted_kind constant text := filters ->> 'kind';
begin
  if cardinality(words) = 0 then
    return;
  end if;
  return query
    with hits as (
      (
        select c.id, null::uuid as contact_id, null::uuid as property_id, 1 as rank, c.sort_name as name
        from public.customers as c
        where c.org_id = org
          and c.sort_name like beginning
          and c.deleted_at is null
          and (own_ids is null or c.id = any (own_ids))
          and (wanted_status is null or c.status = wanted_status)
          and (wanted_kind is null or c.kind = wanted_kind)
        order by c.sort_name, c.id
        limit most
      )
      union all
      (
        select c.id, null, null, 2, c.sort_name
        from public.customers as c
        where c.org_id = org
          and private.search_key(c.last_name) collate "C" like beginning
          and c.deleted_at is null
          and (own_ids is null or c.id = any (own_ids))
          and (wanted_status is null or c.status = wanted_status)
          and (wanted_kind is null or c.kind = wanted_kind)
        order by private.search_key(c.last_name) collate "C", c.id
        limit most
      )
      union all
      (
        select d.customer_id, d.contact_id, d.property_id,
          case when d.property_id is not null then 5 when d.contact_id is not null then 4 else 3 end,
          substr(d.document, 2) collate "C"
        from private.search_documents as d
        where not is_short
          and d.org_id = org
          and d.document like words[1]
          and (words[2] is null or d.document like words[2])
          and (words[3] is null or d.document like words[3])
          and (words[4] is null or d.document like words[4])
          and (words[5] is null or d.document like words[5])
          and (own_ids is null or d.customer_id = any (own_ids))
          and (sees_contacts or d.contact_id is null)
          and (sees_places or d.property_id is null)
          and (
            (wanted_status is null and wanted_kind is null)
            or exists (
              select
              from public.customers as c
              where c.org_id = org
                and c.id = d.customer_id
                and (wanted_status is null or c.status = wanted_status)
                and (wanted_kind is null or c.kind = wanted_kind)
            )
          )
        limit 500
      )
    ),
    best as (
      select distinct on (h.id) h.id, h.contact_id, h.property_id, h.rank, h.name
      from hits as h
      order by h.id, h.rank
    )
    select b.id, b.contact_id, b.property_id
    from best as b
    order by b.rank, b.name, b.id
    limit most;
end;
$$;
comment on function private.find_customers(uuid, text, text, jsonb, integer) is
  'Customers a query finds, the best first, with the contact or property that matched.';
revoke execute on function private.find_customers(uuid, text, text, jsonb, integer) from public;

-- What to show as the reason of a hit: {field, text}.
create function private.describe_match(
  words text[], customer public.customers, contact_id uuid, property_id uuid
) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  if property_id is not null then
    return (
      select jsonb_build_object('field', 'address', 'text', concat_ws(', ', p.name, p.line1, p.line2, p.city))
      from public.properties as p
      where p.org_id = customer.org_id and p.id = property_id
    );
  end if;
  if contact_id is not null then
    return (
      select jsonb_build_object('field', 'contact', 'text', concat_ws(', ', p.name, p.phone, p.email))
      from public.customer_contacts as p
      where p.org_id = customer.org_id and p.id = contact_id
    );
  end if;
  return (
    select jsonb_build_object('field', v.field, 'text', v.text)
    from (
      values
        (1, 'name', customer.display_name, customer.display_name),
        (2, 'company', customer.company_name, customer.company_name),
        (3, 'person', concat_ws(' ', customer.first_name, customer.last_name),
          concat_ws(' ', customer.first_name, customer.last_name)),
        (4, 'email', customer.email, customer.email),
        (5, 'phone', customer.phone, customer.phone_digits)
    ) as v (position, field, text, compared)
    where ' ' || private.search_key(v.compared) like any (words)
    order by v.position
    limit 1
  );
end;
$$;
comment on function private.describe_match(text[], public.customers, uuid, uuid) is
  'Which field of a found customer matched: {field, text}.';
revoke execute on function private.describe_match(text[], public.customers, uuid, uuid) from public;

create function public.search_customers(query text, filters jsonb default '{}', page_limit integer default 50)
returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'customers');
  sees_places constant boolean := private.sees_part(scope, 'properties');
  words constant text[] := private.search_patterns(query);
begin
  return query
    select to_jsonb(c) || jsonb_build_object(
      'place', place.line, 'match', private.describe_match(words, c, h.contact_id, h.property_id)
    )
    from private.find_customers(org, scope, query, filters, private.page_size(page_limit))
      with ordinality as h (customer_id, contact_id, property_id, position)
    join public.customers as c on c.org_id = org and c.id = h.customer_id
    left join lateral (
      select jsonb_build_object('line1', p.line1, 'city', p.city) as line
      from public.properties as p
      where sees_places and p.org_id = org and p.customer_id = c.id and p.deleted_at is null
      order by p.is_primary desc, p.id
      limit 1
    ) as place on true
    order by h.position;
end;
$$;
comment on function public.search_customers(text, jsonb, integer) is
  'Customers by name, company, e-mail, phone, contact or address, with what matched. filters: status, kind. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
revoke execute on function public.search_customers(text, jsonb, integer) from public, anon;
grant execute on function public.search_customers(text, jsonb, integer) to authenticated;
