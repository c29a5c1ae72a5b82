-- What the app asks at the beginning of each page and each request, in one round trip each.

-- It answers about nobody but the caller, but about all his organizations.
create function public.get_me() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.uuid_claim('session_id');
  org constant uuid := private.current_org_id();
begin
  return (
    select jsonb_build_object(
      'user', jsonb_build_object(
        'id', p.id, 'email', p.email, 'name', p.name, 'phone', p.phone, 'avatar_path', p.avatar_path,
        'locale', p.locale, 'time_zone', p.time_zone, 'version', p.version,
        'created_at', p.created_at, 'updated_at', p.updated_at
      ),
      'organization', (
        select jsonb_build_object(
          'id', o.id, 'slug', o.slug, 'name', o.name, 'legal_name', o.legal_name, 'role', m.role,
          'currency', o.currency, 'locale', o.locale, 'time_zone', o.time_zone, 'country', o.country,
          'trade', o.trade, 'status', o.status, 'brand_color', o.brand_color, 'sender_name', o.sender_name,
          'getting_started', o.getting_started, 'version', o.version
        )
        from public.organizations as o
        join public.organization_members as m on m.org_id = o.id and m.user_id = p.id
        where o.id = org
      ),
      'memberships', coalesce((
        select jsonb_agg(
          jsonb_build_object('org_id', o.id, 'slug', o.slug, 'name', o.name, 'role', m.role, 'status', m.status)
          order by o.name, o.id
        )
        from public.organization_members as m
        join public.organizations as o on o.id = m.org_id
        where m.user_id = p.id and m.status = 'active' and o.status = 'active' and o.deleted_at is null
      ), '[]'::jsonb),
      'permissions', coalesce((
        select jsonb_object_agg(r.resource, r.rights)
        from (
          select x.resource, jsonb_object_agg(x.permission, x.scope) as rights
          from public.organization_members as m
          join public.role_permissions as x on x.org_id = m.org_id and x.role = m.role
          where m.org_id = org and m.user_id = p.id
          group by x.resource
        ) as r
      ), '{}'::jsonb),
      'session_org_id', (
        select s.org_id
        from private.session_organizations as s
        where s.session_id = session and s.user_id = p.id
      )
    )
    from public.profiles as p
    where p.id = person
  );
end;
$$;
comment on function public.get_me() is
  'The caller: {user, organization, memberships, permissions: {resource: {permission: scope}}, session_org_id}. '
  'Definer: it tells of all organizations of the caller, his policies show the current one.';
revoke execute on function public.get_me() from public, anon;
grant execute on function public.get_me() to authenticated;

-- Identity, right and rate in one answer, before the handler reads the body. A refusal is data, not an error: an error
-- would roll the taken token back, and a client that only meets refusals would never be slowed down.
create function public.authorize_request(permission text, resource text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  me constant record := private.live_membership();
  per_minute constant integer := coalesce(
    (select o.quota_requests_per_min from public.organizations as o where o.id = me.org_id), 300
  );
begin
  return jsonb_build_object(
    'user_id', person,
    'org_id', me.org_id,
    'role', me.role,
    'scope', private.permission_scope(permission::public.permission_type, resource::public.resource_type),
    'rate', private.take_rate('user:' || person || ':' || coalesce(me.org_id::text, ''), per_minute, 60, per_minute)
  );
end;
$$;
comment on function public.authorize_request(text, text) is
  'Who asks, in which organization, with which scope, and a token of his rate limit. '
  'Definer: buckets are nobody''s table.';
revoke execute on function public.authorize_request(text, text) from public, anon;
grant execute on function public.authorize_request(text, text) to authenticated;
