-- Undoes "answer customer feedback".
create or replace function private.resource_rows(org uuid, ids uuid[]) returns table (resource_id uuid, data jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  me constant uuid := private.current_user_id();
  sees_homes constant boolean := coalesce(private.permission_scope('update', 'resources') = 'all', false);
  sees_crews constant boolean := private.has_permission('read', 'crews');
begin
  return query
    select
      r.id,
      to_jsonb(r)
        - array['org_id', 'user_id', 'home_address', 'home_lat', 'home_lng', 'created_by', 'edit_count', 'deleted_by']
        || jsonb_build_object(
          'user', case when r.user_id is not null then
            jsonb_build_object('id', r.user_id, 'name', p.name, 'email', p.email)
          end,
          'home', case
            when (sees_homes or r.user_id = me) and (r.home_address is not null or r.home_lat is not null) then
              jsonb_build_object('address', r.home_address, 'lat', r.home_lat, 'lng', r.home_lng)
          end,
          'skills', coalesce(parts.skills, '[]'),
          'zones', coalesce(parts.zones, '[]'),
          'crews', coalesce(parts.crews, '[]'),
          'daily_limit', parts.daily_limit
        )
    from public.bookable_resources as r
    left join public.profiles as p on p.id = r.user_id
    cross join lateral (
      select
        (
          select jsonb_agg(jsonb_build_object(
            'skill_id', k.id, 'name', k.name, 'certificate_number', s.certificate_number, 'issued_on', s.issued_on,
            'expires_on', s.expires_on
          ) order by private.search_key(k.name), k.id)
          from public.resource_skills as s
          join public.skills as k on k.org_id = org and k.id = s.skill_id and k.deleted_at is null
          where s.org_id = org and s.resource_id = r.id
        ) as skills,
        (
          select jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name) order by private.search_key(z.name), z.id)
          from public.resource_zones as l
          join public.service_zones as z on z.org_id = org and z.id = l.zone_id and z.deleted_at is null
          where l.org_id = org and l.resource_id = r.id
        ) as zones,
        (
          select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.sort_name, c.id)
          from public.crew_members as m
          join public.crews as c on c.org_id = org and c.id = m.crew_id and c.deleted_at is null
          where sees_crews
            and m.org_id = org
            and m.resource_id = r.id
            and daterange(m.valid_from, m.valid_to, '[]') @> (now() at time zone r.time_zone)::date
        ) as crews,
        (
          select jsonb_build_object(
            'max_minutes', l.max_minutes, 'max_visits', l.max_visits, 'urgent_reserve_min', l.urgent_reserve_min
          )
          from public.daily_limits as l
          where l.org_id = org and l.resource_id = r.id
        ) as daily_limit
    ) as parts
    where r.org_id = org and r.id = any (ids);
end;
$$;
drop function private.resource_ratings(uuid, uuid[]);
drop function public.get_feedback_summary(uuid, uuid);
drop function public.update_feedback(uuid, bigint, jsonb);
drop function public.reply_to_feedback(jsonb);
drop function private.lock_feedback(uuid, uuid);
drop function public.get_feedback(uuid);
drop function public.list_feedback(jsonb, integer, jsonb);
drop function private.feedback_row(uuid, uuid);
drop function private.feedback_rows(uuid, uuid[], text);
