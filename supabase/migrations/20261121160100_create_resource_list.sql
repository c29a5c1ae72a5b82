-- The list of resources, with what each is doing now and how full its week is.
create function public.list_resources(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'resources');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_resource_ids()) end;
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'resources');
  wanted_kind constant text := filters ->> 'kind';
  wanted_active constant boolean := (filters ->> 'is_active')::boolean;
  wanted_skill constant uuid := (filters ->> 'skill_id')::uuid;
  wanted_user constant uuid := (filters ->> 'user_id')::uuid;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  -- Hundreds of resources at most: each is looked at, no index needed. Every word typed begins a word of the name.
  words constant text[] := regexp_split_to_array(nullif(private.search_key(filters ->> 'q'), ''), ' ');
  after_name constant text := after_key ->> 'sort_name';
  after_id constant uuid := (after_key ->> 'id')::uuid;
  page uuid[];
begin
  page := array(
    select r.id
    from public.bookable_resources as r
    where r.org_id = org
      and (own_ids is null or r.id = any (own_ids))
      and (with_deleted or r.deleted_at is null)
      and (wanted_kind is null or r.kind = wanted_kind)
      and (wanted_active is null or r.is_active = wanted_active)
      and (wanted_user is null or r.user_id = wanted_user)
      and (updated_after is null or r.updated_at > updated_after)
      and (wanted_skill is null or exists (
        select
        from public.resource_skills as s
        where s.org_id = org and s.resource_id = r.id and s.skill_id = wanted_skill
      ))
      and (words is null or not exists (
        select from unnest(words) as w where strpos(' ' || r.sort_name, ' ' || w) = 0
      ))
      and (after_id is null or (r.sort_name, r.id) > (after_name collate "C", after_id))
    order by r.sort_name, r.id
    limit private.page_size(page_limit)
  );
  return query
    select r.data || jsonb_build_object(
      'state_now', coalesce(s.state_now, case when away.is_now then
        '{"status": "time_off", "booking_number": null}'::jsonb
      end),
      'booked_share_week', s.booked_share_week
    )
    from unnest(page) with ordinality as p (id, place)
    join private.resource_rows(org, page) as r on r.resource_id = p.id
    left join private.resource_states(org, page, now()) as s on s.resource_id = p.id
    cross join lateral (
      select exists (
        select
        from public.resource_occupancy as o
        where o.org_id = org and o.resource_id = p.id and o.time_off_id is not null and o.period @> now()
      ) as is_now
    ) as away
    order by p.place;
end;
$$;
comment on function public.list_resources(jsonb, integer, jsonb) is
  'Resources by name. filters: q, kind, is_active, skill_id, user_id, updated_after, include_deleted; after_key: '
  '{sort_name, id}. Definer: homes are granted to nobody as columns, and scope own starts from the own ids.';
revoke execute on function public.list_resources(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_resources(jsonb, integer, jsonb) to authenticated;
