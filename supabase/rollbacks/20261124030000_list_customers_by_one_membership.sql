-- Each right is asked for by itself again.
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

