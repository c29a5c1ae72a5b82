-- Customers by the values of custom fields, in the list and in the search. Only fields there are can be asked for: by one
-- that was removed, the length of a list would tell what is hidden.

create function private.wanted_fields(org uuid, entity text, filters jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  -- The filters of an export are kept as the address had them: as text.
  asked constant jsonb := case jsonb_typeof(filters -> 'custom_fields')
    when 'string' then (filters ->> 'custom_fields')::jsonb else filters -> 'custom_fields' end;
  found_fields integer;
  wanted jsonb;
begin
  if asked is null or asked = '{}' then
    return null;
  end if;
  perform private.require_permission('read', 'custom_fields');
  -- One of several choices is asked for as the choice itself.
  select count(*), jsonb_object_agg(a.key, case when d.type = 'multi_choice' and jsonb_typeof(a.value) <> 'array'
    then jsonb_build_array(a.value) else a.value end)
  into found_fields, wanted
  from jsonb_each(asked) as a
  join public.custom_field_definitions as d
    on d.org_id = org and d.entity = wanted_fields.entity and d.key = a.key and d.deleted_at is null;
  if wanted is null or found_fields < (select count(*) from jsonb_object_keys(asked)) then
    perform private.invalid('unknown', 'There is no such field.', 'custom_fields');
  end if;
  return wanted;
end;
$$;
comment on function private.wanted_fields(uuid, text, jsonb) is
  'The values a list is filtered by, null for none; CO422 for fields there are not, 42501 for whom fields are not.';
revoke execute on function private.wanted_fields(uuid, text, jsonb) from public;

create or replace function private.list_own_customers(
  org uuid, own_ids uuid[], sees_places boolean, with_deleted boolean, filters jsonb, page_limit integer, after_key jsonb
) returns setof jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  wanted_status constant text := filters ->> 'status';
  wanted_kind constant text := filters ->> 'kind';
  wanted_assignee constant uuid := (filters ->> 'assigned_to')::uuid;
  wanted_tag constant uuid := (filters ->> 'tag_id')::uuid;
  wanted_fields constant jsonb := private.wanted_fields(org, 'customer', filters);
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
  page constant integer := private.page_size(page_limit);
begin
  return query
    select to_jsonb(c) || jsonb_build_object('place', place.line, 'match', null)
    from (
      select r.*
      from unnest(own_ids) as mine (id)
      -- One look-up by key each: for "= any" the planner may walk through another index of the whole company.
      cross join lateral (
        select k.* from public.customers as k where k.org_id = org and k.id = mine.id offset 0
      ) as r
      where (with_deleted or r.deleted_at is null)
        and (wanted_status is null or r.status = wanted_status)
        and (wanted_kind is null or r.kind = wanted_kind)
        and (wanted_assignee is null or r.assigned_to = wanted_assignee)
        and (
          wanted_tag is null
          or exists (
            select from public.customer_tags as l
            where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = r.id
          )
        )
        and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
        and (updated_after is null or r.updated_at > updated_after)
        and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
      order by r.sort_name, r.id
      limit page
    ) as c
    left join lateral (
      select jsonb_build_object('line1', p.line1, 'city', p.city) as line
      from public.properties as p
      where sees_places and p.org_id = org and p.customer_id = c.id and p.deleted_at is null
      order by p.is_primary desc, p.id
      limit 1
    ) as place on true
    order by c.sort_name, c.id;
end;
$$;

create or replace function public.list_customers(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'customers');
  sees_places constant boolean := private.sees_part(scope, 'properties');
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'customers');
  wanted_status constant text := filters ->> 'status';
  wanted_kind constant text := filters ->> 'kind';
  wanted_assignee constant uuid := (filters ->> 'assigned_to')::uuid;
  wanted_tag constant uuid := private.wanted_tag(filters);
  wanted_fields constant jsonb := private.wanted_fields(org, 'customer', filters);
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  if scope = 'own' then
    return query select * from private.list_own_customers(
      org, array(select private.own_customer_ids()), sees_places, with_deleted, filters, page_limit, after_key
    );
    return;
  end if;
  return query
    select to_jsonb(c) || jsonb_build_object('place', place.line, 'match', null)
    from (
      select r.*
      from public.customers as r
      where r.org_id = org
        and (with_deleted or r.deleted_at is null)
        and (wanted_status is null or r.status = wanted_status)
        and (wanted_kind is null or r.kind = wanted_kind)
        and (wanted_assignee is null or r.assigned_to = wanted_assignee)
        and (
          wanted_tag is null
          or exists (
            select from public.customer_tags as l
            where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = r.id
          )
        )
        and (wanted_fields is null or r.custom_fields @> wanted_fields and r.custom_fields <> '{}')
        and (updated_after is null or r.updated_at > updated_after)
        and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
      order by r.sort_name, r.id
      limit private.page_size(page_limit)
    ) as c
    -- The primary property, else the oldest one; looked up for the rows of the page only.
    left join lateral (
      select jsonb_build_object('line1', p.line1, 'city', p.city) as line
      from public.properties as p
      where sees_places and p.org_id = org and p.customer_id = c.id and p.deleted_at is null
      order by p.is_primary desc, p.id
      limit 1
    ) as place on true
    order by c.sort_name, c.id;
end;
$$;

create or replace function private.find_customers(
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
  wanted_tag constant uuid := private.wanted_tag(filters);
  wanted_fields constant jsonb := private.wanted_fields(org, 'customer', filters);
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
          and (
            wanted_tag is null
            or exists (
              select from public.customer_tags as l
              where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = c.id
            )
          )
          and (wanted_fields is null or c.custom_fields @> wanted_fields)
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
          and (
            wanted_tag is null
            or exists (
              select from public.customer_tags as l
              where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = c.id
            )
          )
          and (wanted_fields is null or c.custom_fields @> wanted_fields)
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
            (wanted_status is null and wanted_kind is null and wanted_tag is null and wanted_fields is null)
            or exists (
              select
              from public.customers as c
              where c.org_id = org
                and c.id = d.customer_id
                and (wanted_status is null or c.status = wanted_status)
                and (wanted_kind is null or c.kind = wanted_kind)
                and (
                  wanted_tag is null
                  or exists (
                    select from public.customer_tags as l
                    where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = c.id
                  )
                )
                and (wanted_fields is null or c.custom_fields @> wanted_fields)
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

comment on function public.list_customers(jsonb, integer, jsonb) is
  'Customers by name. filters: status, kind, assigned_to, tag_id, custom_fields, updated_after, include_deleted; '
  'after_key: {sort_name, id}. '
  'Definer: scope own starts from the own ids, and the place would cost a second policy per row.';
comment on function public.search_customers(text, jsonb, integer) is
  'Customers by name, company, e-mail, phone, contact or address, with what matched. filters: status, kind, tag_id, custom_fields. '
  'Definer: under row security LIKE, which is not leak-proof, would use no index.';
