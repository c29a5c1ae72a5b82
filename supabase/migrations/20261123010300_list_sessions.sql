-- The devices somebody is signed in on, for himself alone, and the end of one of them. All others, and all at once, are
-- ended by Auth itself.

create function public.list_sessions() returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
begin
  return query
    select jsonb_build_object(
      'id', s.id,
      'is_current', s.id is not distinct from private.uuid_claim('session_id'),
      'started_at', s.created_at,
      'seen_at', greatest(s.refreshed_at at time zone 'utc', s.updated_at, s.created_at),
      'user_agent', left(s.user_agent, 300),
      'ip', host(s.ip),
      'has_code', coalesce(s.aal >= 'aal2', false),
      'organization', (
        select jsonb_build_object('name', o.name, 'slug', o.slug)
        from private.session_organizations as c
        join public.organizations as o on o.id = c.org_id
        where c.session_id = s.id and c.user_id = person
      )
    )
    from auth.sessions as s
    where s.user_id = person and (s.not_after is null or s.not_after > now())
    order by s.id is not distinct from private.uuid_claim('session_id') desc,
      greatest(s.refreshed_at at time zone 'utc', s.updated_at, s.created_at) desc, s.id
    limit 100;
end;
$$;
comment on function public.list_sessions() is
  'The caller''s own sessions, the present one first, then by when they were last renewed. '
  'Definer: only the owner of the project reads tables of Auth.';
revoke execute on function public.list_sessions() from public, anon;
grant execute on function public.list_sessions() to authenticated;

-- The refresh tokens go with the row, and the access token is nobody's at its next statement.
create function public.end_session(id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
begin
  delete from auth.sessions as s where s.id = end_session.id and s.user_id = person;
  if not found then
    raise exception 'not_found: There is no such session.' using errcode = 'CO404', hint = 'id';
  end if;
  return jsonb_build_object('status', 204);
end;
$$;
comment on function public.end_session(uuid) is
  'Signs one of the caller''s devices out. Definer: only the owner of the project writes tables of Auth.';
revoke execute on function public.end_session(uuid) from public, anon;
grant execute on function public.end_session(uuid) to authenticated;
