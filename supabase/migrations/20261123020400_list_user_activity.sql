-- A person's page: what the person did, and from where he is signed in. Each may ask about himself, and about others who
-- may read the audit log; a session that works in another organization is none of this one's business.

create function private.require_activity_of(person uuid) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  if person is distinct from private.current_user_id() then
    perform private.require_permission('read', 'audit_logs', 'all');
    if not exists (
      select from public.organization_members as m where m.org_id = org and m.user_id = person
    ) then
      raise exception 'not_found: There is no such member.' using errcode = 'CO404', hint = 'user_id';
    end if;
  end if;
  return org;
end;
$$;
comment on function private.require_activity_of(uuid) is
  'The current organization; raises where the caller may not see what this person did. Definer: as require_org.';
revoke execute on function private.require_activity_of(uuid) from public;

create function public.list_user_activity(
  person uuid, page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_activity_of(person);
  before_at constant timestamptz := coalesce((after_key ->> 'at')::timestamptz, 'infinity');
  before_id constant uuid := coalesce((after_key ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  -- What one looked at long ago may be called by a name that is no longer one's own to read.
  has_titles constant boolean := coalesce(private.permission_scope('read', 'audit_logs'), '') = 'all';
begin
  return query
    select jsonb_build_object(
      'id', l.id,
      'at', l.created_at,
      'activity', l.activity,
      'entity', l.entity,
      'entity_id', l.entity_id,
      'title', case when has_titles then private.record_title(org, l.entity, l.entity_id) end,
      'detail', l.detail,
      'ip', host(l.ip),
      'user_agent', l.user_agent,
      'session_id', l.session_id
    )
    from public.user_activity_log as l
    where l.org_id = org and l.user_id = person and (l.created_at, l.id) < (before_at, before_id)
    order by l.created_at desc, l.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_user_activity(uuid, integer, jsonb) is
  'What a person did with the account, newest first; after_key: {at, id}. '
  'Definer: it names records by their titles, for those who may read the audit log.';
revoke execute on function public.list_user_activity(uuid, integer, jsonb) from public, anon;
grant execute on function public.list_user_activity(uuid, integer, jsonb) to authenticated;

create function public.list_member_sessions(person uuid) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_activity_of(person);
  own constant uuid := private.uuid_claim('session_id');
begin
  return query
    select jsonb_build_object(
      'id', s.id,
      'signed_in_at', s.created_at,
      'last_seen_at', coalesce(s.refreshed_at at time zone 'UTC', s.created_at),
      'ip', host(s.ip),
      'user_agent', s.user_agent,
      'is_current', s.id is not distinct from own
    )
    from private.session_organizations as o
    join auth.sessions as s on s.id = o.session_id and s.user_id = o.user_id
    where o.org_id = org and o.user_id = person and (s.not_after is null or s.not_after > now())
    order by coalesce(s.refreshed_at at time zone 'UTC', s.created_at) desc, s.id
    limit 100;
end;
$$;
comment on function public.list_member_sessions(uuid) is
  'From where a member is signed in to this organization, the last used first. Definer: it reads the sessions of Auth.';
revoke execute on function public.list_member_sessions(uuid) from public, anon;
grant execute on function public.list_member_sessions(uuid) to authenticated;
