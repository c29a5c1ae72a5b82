-- The office's side of ratings: read, answered, taken out of sight with a reason, averaged. Averages are of the last
-- twelve months: what was said longer ago says little about who comes tomorrow.

create function private.feedback_rows(org uuid, ids uuid[], scope text) returns setof jsonb
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  sees_customers constant boolean := private.sees_part(scope, 'customers');
begin
  return query
    select jsonb_build_object(
      'id', f.id,
      'booking', jsonb_build_object('id', b.id, 'number', b.number, 'title', j.title),
      'customer', case when sees_customers then
        jsonb_build_object('id', c.id, 'display_name', c.display_name) end,
      'resources', (
        select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by a.role <> 'lead', r.id), '[]')
        from public.booking_assignments as a
        join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'technician'
        where a.org_id = org and a.booking_id = b.id
      ),
      'overall', f.overall,
      'punctuality', f.punctuality,
      'professionalism', f.professionalism,
      'communication', f.communication,
      'quality', f.quality,
      'comment', f.comment,
      'source', f.source,
      'is_verified', f.is_verified,
      'given_at', f.given_at,
      'editable_until', f.editable_until,
      'reply', case when f.reply is not null then
        jsonb_build_object('body', f.reply, 'at', f.replied_at, 'name', p.name) end,
      'is_hidden', f.is_hidden,
      'flag_reason', f.flag_reason,
      'flagged_at', f.flagged_at,
      'flagged_by', case when f.flagged_by is not null then
        jsonb_build_object('id', f.flagged_by, 'name', w.name) end,
      'version', f.version,
      'created_at', f.created_at,
      'updated_at', f.updated_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.customer_feedback as f on f.org_id = org and f.id = wanted.id
    join public.bookings as b on b.org_id = org and b.id = f.booking_id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = f.customer_id
    left join public.profiles as p on p.id = f.replied_by
    left join public.profiles as w on w.id = f.flagged_by
    order by wanted.place;
end;
$$;
comment on function private.feedback_rows(uuid, uuid[], text) is
  'Ratings as the office sees them; the customer only for who may read customers as far.';
revoke execute on function private.feedback_rows(uuid, uuid[], text) from public;

create function private.feedback_row(org uuid, feedback uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (select r from private.feedback_rows(org, array[feedback], 'all') as r);
end;
$$;
comment on function private.feedback_row(uuid, uuid) is 'One rating as the office sees it.';
revoke execute on function private.feedback_row(uuid, uuid) from public;

create function public.list_feedback(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'feedback');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
  wanted_overall constant integer := (filters ->> 'overall')::integer;
  wanted_resource constant uuid := (filters ->> 'resource_id')::uuid;
  wanted_customer constant uuid := (filters ->> 'customer_id')::uuid;
  wanted_booking constant uuid := (filters ->> 'booking_id')::uuid;
  is_replied constant boolean := (filters ->> 'replied')::boolean;
  wanted_hidden constant boolean := (filters ->> 'is_hidden')::boolean;
  after_at constant timestamptz := (after_key ->> 'given_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select r
    from private.feedback_rows(org, array(
      select f.id
      from public.customer_feedback as f
      where f.org_id = org
        and (own_ids is null or f.booking_id = any (own_ids) and not f.is_hidden)
        and (wanted_overall is null or f.overall = wanted_overall)
        and (wanted_customer is null or f.customer_id = wanted_customer)
        and (wanted_booking is null or f.booking_id = wanted_booking)
        and (is_replied is null or (f.reply is not null) = is_replied)
        and (wanted_hidden is null or f.is_hidden = wanted_hidden)
        and (wanted_resource is null or exists (
          select
          from public.booking_assignments as a
          where a.org_id = org and a.booking_id = f.booking_id and a.resource_id = wanted_resource
        ))
        and (after_id is null or (f.given_at, f.id) < (after_at, after_id))
      order by f.given_at desc, f.id desc
      limit private.page_size(page_limit)
    ), scope) as r;
end;
$$;
comment on function public.list_feedback(jsonb, integer, jsonb) is
  'Ratings, the latest first. filters: overall, resource_id, customer_id, booking_id, replied, is_hidden; after_key: '
  '{given_at, id}. Definer: names of other records would cost a policy each per row.';
revoke execute on function public.list_feedback(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_feedback(jsonb, integer, jsonb) to authenticated;

create function public.get_feedback(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'feedback');
begin
  perform
  from public.customer_feedback as f
  where f.org_id = org
    and f.id = get_feedback.id
    and (scope = 'all' or f.booking_id in (select private.own_booking_ids()) and not f.is_hidden);
  if not found then
    raise exception 'not_found: There is no such rating.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select r from private.feedback_rows(org, array[get_feedback.id], scope) as r);
end;
$$;
comment on function public.get_feedback(uuid) is 'One rating; CO404. Definer: as list_feedback.';
revoke execute on function public.get_feedback(uuid) from public, anon;
grant execute on function public.get_feedback(uuid) to authenticated;

create function private.lock_feedback(org uuid, feedback uuid) returns public.customer_feedback
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.customer_feedback;
begin
  select f.* into locked
  from public.customer_feedback as f
  where f.org_id = org and f.id = feedback
  for no key update;
  if not found then
    raise exception 'not_found: There is no such rating.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_feedback(uuid, uuid) is 'Locks a rating; raises CO404.';
revoke execute on function private.lock_feedback(uuid, uuid) from public;

-- The customer reads it on his page, and is told that there is something to read.
create function public.reply_to_feedback(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  body constant text := btrim(payload ->> 'body', E' \n\r\t');
  answer jsonb;
  feedback public.customer_feedback;
begin
  perform private.require_permission('update', 'feedback', 'all');
  answer := private.claim_idempotency('reply_to_feedback', payload, org);
  if answer is not null then
    return answer;
  end if;
  feedback := private.lock_feedback(org, (payload ->> 'id')::uuid);
  perform private.require_version(feedback.version, (payload ->> 'expected_version')::bigint);
  if body is null or body !~ '\S' or length(body) > 2000 then
    perform private.invalid('invalid', 'A reply has 1 to 2000 characters.', 'body');
  end if;
  update public.customer_feedback as f
  set reply = body, replied_by = private.current_user_id(), replied_at = now()
  where f.org_id = org and f.id = feedback.id;
  -- Words that were corrected are no further news.
  if feedback.reply is null then
    perform private.queue_message(org, 'feedback.reply', feedback.booking_id, '{}'::jsonb, now());
  end if;
  return private.remember_answer(org, 200, private.feedback_row(org, feedback.id));
end;
$$;
comment on function public.reply_to_feedback(jsonb) is
  'The office''s words to a rating: {id, expected_version, body}; answers the rating. '
  'Definer: ratings are written by functions only.';
revoke execute on function public.reply_to_feedback(jsonb) from public, anon;
grant execute on function public.reply_to_feedback(jsonb) to authenticated;

create function public.update_feedback(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  feedback public.customer_feedback;
  hidden boolean;
  reason text;
begin
  perform private.require_permission('update', 'feedback', 'all');
  feedback := private.lock_feedback(org, update_feedback.id);
  perform private.require_version(feedback.version, expected_version);
  hidden := coalesce((changes ->> 'is_hidden')::boolean, feedback.is_hidden);
  reason := case
    when changes ? 'flag_reason' then nullif(btrim(changes ->> 'flag_reason'), '')
    -- Shown again without a word: the old reason is over.
    when hidden then feedback.flag_reason
  end;
  if hidden and reason is null then
    perform private.invalid('reason_required', 'Say why it is hidden.', 'flag_reason');
  end if;
  if length(reason) > 500 then
    perform private.invalid('invalid', 'A reason has at most 500 characters.', 'flag_reason');
  end if;
  if (hidden, reason) is distinct from (feedback.is_hidden, feedback.flag_reason) then
    update public.customer_feedback as f
    set is_hidden = hidden, flag_reason = reason,
      flagged_by = case when reason is not null then private.current_user_id() end,
      flagged_at = case when reason is not null then now() end
    where f.org_id = org and f.id = feedback.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.feedback_row(org, feedback.id));
end;
$$;
comment on function public.update_feedback(uuid, bigint, jsonb) is
  'Takes a rating out of sight or back: {is_hidden, flag_reason?}; what the customer said stays as it is. '
  'Definer: ratings are written by functions only.';
revoke execute on function public.update_feedback(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_feedback(uuid, bigint, jsonb) to authenticated;

create function public.get_feedback_summary(resource_id uuid default null, customer_id uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'feedback');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
begin
  return (
    select jsonb_build_object(
      'average', round(avg(f.overall), 2),
      'count', count(*),
      'by_star', jsonb_build_array(
        count(*) filter (where f.overall = 1), count(*) filter (where f.overall = 2),
        count(*) filter (where f.overall = 3), count(*) filter (where f.overall = 4),
        count(*) filter (where f.overall = 5)
      ),
      'parts', jsonb_build_object(
        'punctuality', round(avg(f.punctuality), 2), 'professionalism', round(avg(f.professionalism), 2),
        'communication', round(avg(f.communication), 2), 'quality', round(avg(f.quality), 2)
      )
    )
    from public.customer_feedback as f
    where f.org_id = org
      and not f.is_hidden
      and f.given_at > now() - interval '12 months'
      and (own_ids is null or f.booking_id = any (own_ids))
      and (get_feedback_summary.customer_id is null or f.customer_id = get_feedback_summary.customer_id)
      and (get_feedback_summary.resource_id is null or exists (
        select
        from public.booking_assignments as a
        where a.org_id = org and a.booking_id = f.booking_id and a.resource_id = get_feedback_summary.resource_id
      ))
  );
end;
$$;
comment on function public.get_feedback_summary(uuid, uuid) is
  'Of the last twelve months, hidden ones left out: {average, count, by_star: [5], parts}; of a resource or customer. '
  'Definer: as list_feedback.';
revoke execute on function public.get_feedback_summary(uuid, uuid) from public, anon;
grant execute on function public.get_feedback_summary(uuid, uuid) to authenticated;

-- For the rows of resources, all of a page at once.
create function private.resource_ratings(org uuid, ids uuid[]) returns table (resource_id uuid, rating jsonb)
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  scope constant text := private.permission_scope('read', 'feedback');
  me constant uuid := private.current_user_id();
begin
  if scope is null then
    return;
  end if;
  return query
    select a.resource_id, jsonb_build_object('average', round(avg(f.overall), 2), 'count', count(*))
    from public.customer_feedback as f
    join public.booking_assignments as a on a.org_id = org and a.booking_id = f.booking_id
    join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
    where f.org_id = org
      and not f.is_hidden
      and f.given_at > now() - interval '12 months'
      and a.resource_id = any (ids)
      and (scope = 'all' or r.user_id = me)
    group by a.resource_id;
end;
$$;
comment on function private.resource_ratings(uuid, uuid[]) is
  '{average, count} of the last twelve months for each resource that was rated, as far as the caller may read ratings.';
revoke execute on function private.resource_ratings(uuid, uuid[]) from public;

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
          'daily_limit', parts.daily_limit,
          'rating', s.rating
        )
    from public.bookable_resources as r
    left join public.profiles as p on p.id = r.user_id
    left join private.resource_ratings(org, ids) as s on s.resource_id = r.id
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
