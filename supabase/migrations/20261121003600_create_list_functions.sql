-- Lists of customers and properties, page by page. The functions ask for org and right themselves. Pages go on
-- behind the last row's (sort_name, id), so a page costs the same wherever it is.
--
-- The plans depend on which filters are given; a plan for all of them would use no index for the page's start.

create function private.page_size(wanted integer) returns integer
language sql immutable set search_path = ''
as $$
  select greatest(1, least(coalesce(wanted, 50), 201))
$$;
comment on function private.page_size(integer) is 'A page has 1 to 200 rows; one more tells whether another follows.';
revoke execute on function private.page_size(integer) from public;

-- A list shows a little of other records: a customer's place, a property's customer, the contact a search met. Who may
-- not read those, or not as far as what he is reading, does not see them here either.
create function private.sees_part(scope text, resource public.resource_type) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  part_scope constant text := private.permission_scope('read', resource);
begin
  return coalesce(part_scope = 'all' or part_scope = scope, false);
end;
$$;
comment on function private.sees_part(text, public.resource_type) is
  'Whether the right to read a resource reaches as far as the scope of what is being read.';
revoke execute on function private.sees_part(text, public.resource_type) from public;

create function public.list_customers(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'customers');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_customer_ids()) end;
  sees_places constant boolean := private.sees_part(scope, 'properties');
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'customers');
  wanted_status constant text := filters ->> 'status';
  wanted_kind constant text := filters ->> 'kind';
  wanted_assignee constant uuid := (filters ->> 'assigned_to')::uuid;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select to_jsonb(c) || jsonb_build_object('place', place.line, 'match', null)
    from (
      select r.*
      from public.customers as r
      where r.org_id = org
        and (own_ids is null or r.id = any (own_ids))
        and (with_deleted or r.deleted_at is null)
        and (wanted_status is null or r.status = wanted_status)
        and (wanted_kind is null or r.kind = wanted_kind)
        and (wanted_assignee is null or r.assigned_to = wanted_assignee)
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
comment on function public.list_customers(jsonb, integer, jsonb) is
  'Customers by name. filters: status, kind, assigned_to, updated_after, include_deleted; after_key: {sort_name, id}. '
  'Definer: scope own starts from the own ids, and the place would cost a second policy per row.';
revoke execute on function public.list_customers(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_customers(jsonb, integer, jsonb) to authenticated;

create function public.list_properties(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'properties');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_property_ids()) end;
  sees_customers constant boolean := private.sees_part(scope, 'customers');
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'properties');
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select to_jsonb(p) || jsonb_build_object(
      'customer',
      case when sees_customers then jsonb_build_object('id', c.id, 'display_name', c.display_name) end,
      'match', null
    )
    from (
      select r.*
      from public.properties as r
      where r.org_id = org
        and (own_ids is null or r.id = any (own_ids))
        and (with_deleted or r.deleted_at is null)
        and (wanted_customer is null or r.customer_id = wanted_customer)
        and (updated_after is null or r.updated_at > updated_after)
        and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
      order by r.sort_name, r.id
      limit private.page_size(page_limit)
    ) as p
    join public.customers as c on c.org_id = org and c.id = p.customer_id
    order by p.sort_name, p.id;
end;
$$;
comment on function public.list_properties(jsonb, integer, jsonb) is
  'Properties by address. filters: customer_id, updated_after, include_deleted; after_key: {sort_name, id}. '
  'Definer: scope own starts from the own ids, and the customer''s name would cost a second policy per row.';
revoke execute on function public.list_properties(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_properties(jsonb, integer, jsonb) to authenticated;
