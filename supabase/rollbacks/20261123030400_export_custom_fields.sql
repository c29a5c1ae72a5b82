-- Undoes "export custom fields".
create or replace function ops.export_customers(org uuid, operation uuid, after_key jsonb, max_rows integer) returns setof jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  asked public.batch_operations;
  filters jsonb;
  wanted_tag uuid;
  sees_places boolean;
begin
  select b.* into asked from public.batch_operations as b where b.org_id = org and b.id = operation;
  perform private.act_for_member(org, asked.created_by);
  perform private.require_permission('export', 'customers', 'all');
  filters := coalesce(asked.params -> 'filters', '{}');
  sees_places := coalesce(private.permission_scope('read', 'properties') = 'all', false);
  wanted_tag := (filters ->> 'tag_id')::uuid;
  return query
    select to_jsonb(c) || jsonb_build_object('place', to_jsonb(place))
    from (
      select r.*
      from public.customers as r
      where r.org_id = org
        and r.deleted_at is null
        and (not filters ? 'status' or r.status = filters ->> 'status')
        and (not filters ? 'kind' or r.kind = filters ->> 'kind')
        and (not filters ? 'assigned_to' or r.assigned_to = (filters ->> 'assigned_to')::uuid)
        and (
          wanted_tag is null
          or exists (
            select from public.customer_tags as l
            where l.org_id = org and l.tag_id = wanted_tag and l.customer_id = r.id
          )
        )
        and (
          after_key is null
          or (r.sort_name, r.id) > ((after_key ->> 'sort_name') collate "C", (after_key ->> 'id')::uuid)
        )
      order by r.sort_name, r.id
      limit max_rows
    ) as c
    left join lateral (
      select p.line1, p.line2, p.postcode, p.city, p.region, p.country, p.lat, p.lng
      from public.properties as p
      where sees_places and p.org_id = org and p.customer_id = c.id and p.deleted_at is null
      order by p.is_primary desc, p.id
      limit 1
    ) as place on true
    order by c.sort_name, c.id;
end;
$$;
drop function ops.list_custom_fields(uuid, text);
