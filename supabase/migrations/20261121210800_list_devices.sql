-- Phones, the one seen last first.
create function public.list_devices(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'devices');
  wanted_user constant uuid :=
    case when scope = 'all' then (filters ->> 'user_id')::uuid else private.current_user_id() end;
  after_at constant timestamptz := (after_key ->> 'last_seen_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select jsonb_build_object(
      'id', d.id, 'user', jsonb_build_object('id', d.user_id, 'name', coalesce(a.name, a.email)), 'name', d.name,
      'platform', d.platform, 'app_version', d.app_version, 'last_seen_at', d.last_seen_at,
      'clock_offset_ms', d.clock_offset_ms, 'unsent_count', d.unsent_count, 'unsent_bytes', d.unsent_bytes,
      'oldest_unsent_at', d.oldest_unsent_at, 'revoked_at', d.revoked_at
    )
    from public.devices as d
    left join public.profiles as a on a.id = d.user_id
    where d.org_id = org
      and (wanted_user is null and scope = 'all' or d.user_id = wanted_user)
      and (after_id is null or (d.last_seen_at, d.id) < (after_at, after_id))
    order by d.last_seen_at desc, d.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_devices(jsonb, integer, jsonb) is
  'Phones that sync: {user_id}; after_key: {last_seen_at, id}. Definer: names of members are behind a policy of their own.';
revoke execute on function public.list_devices(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_devices(jsonb, integer, jsonb) to authenticated;
