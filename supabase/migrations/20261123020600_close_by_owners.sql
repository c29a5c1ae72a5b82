-- An owner closes the organization himself: named, proven, with a time of grace in which any owner takes it back. From
-- the first moment on everybody is out, the owner too, so taking back is asked for outside of every organization. What
-- the operator closed, the operator opens.

alter table ops.closings add column is_by_owner boolean not null default false;
comment on column ops.closings.is_by_owner is 'Closed in the app: owners may take it back there.';

create function public.close_organization(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  grace constant integer := coalesce((payload ->> 'grace_days')::integer, 30);
  answer jsonb;
  called text;
  due timestamptz;
begin
  perform private.require_permission('delete', 'organizations', 'all');
  if private.current_role_name() <> 'owner' then
    raise exception 'forbidden: An owner closes the organization.'
      using errcode = '42501', hint = 'organizations:delete';
  end if;
  perform private.require_proof();
  answer := private.claim_idempotency('close_organization', payload, private.current_user_id());
  if answer is not null then
    return answer;
  end if;
  if grace not between 7 and 90 then
    perform private.invalid('invalid', 'From 7 to 90 days.', 'grace_days');
  end if;
  select o.name into called from public.organizations as o where o.id = org for no key update;
  if btrim(payload ->> 'name') is distinct from btrim(called) then
    perform private.invalid('invalid', 'Type the name of the organization as it is written.', 'name');
  end if;
  perform private.log_audit_event(org, 'delete', 'organization', org, 'critical', false, array['status']);
  due := private.begin_closing(org, make_interval(days => grace), payload ->> 'reason');
  update ops.closings as c set is_by_owner = true where c.org_id = org;
  return private.remember_answer(private.current_user_id(), 201, jsonb_build_object(
    'org_id', org, 'name', called, 'closes_at', due
  ));
end;
$$;
comment on function public.close_organization(jsonb) is
  '{name, reason?, grace_days? 7..90, 30 if not said}: shuts everybody out and has all of it deleted after the grace. '
  'Definer: the state of an organization is written by functions only.';
revoke execute on function public.close_organization(jsonb) from public, anon;
grant execute on function public.close_organization(jsonb) to authenticated;

create function public.list_closings() returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
begin
  return query
    select jsonb_build_object(
      'org_id', o.id, 'slug', o.slug, 'name', o.name, 'begun_at', c.begun_at, 'closes_at', c.closes_at,
      'is_reopenable', c.is_by_owner
    )
    from ops.closings as c
    join public.organizations as o on o.id = c.org_id and o.status = 'closing'
    join public.organization_members as m
      on m.org_id = o.id and m.user_id = person and m.role = 'owner' and m.status = 'active'
    order by c.closes_at, o.id;
end;
$$;
comment on function public.list_closings() is
  'Closed organizations of which the caller is an owner, the first to be deleted first. '
  'Definer: nobody is a member of a closed organization any more.';
revoke execute on function public.list_closings() from public, anon;
grant execute on function public.list_closings() to authenticated;

create function public.reopen_organization(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  answer constant jsonb := private.claim_idempotency('reopen_organization', payload, person);
  closed record;
begin
  if answer is not null then
    return answer;
  end if;
  select o.id as org_id, o.slug, o.name, c.is_by_owner
  into closed
  from ops.closings as c
  join public.organizations as o on o.id = c.org_id and o.status = 'closing'
  join public.organization_members as m
    on m.org_id = o.id and m.user_id = person and m.role = 'owner' and m.status = 'active'
  where c.org_id::text = payload ->> 'org_id'
  for update of c;
  if not found then
    raise exception 'not_found: There is no such closed organization.' using errcode = 'CO404', hint = 'org_id';
  end if;
  if not closed.is_by_owner then
    raise exception 'closed_by_operator: The operator of this installation closed it.'
      using errcode = 'CO409', hint = 'org_id';
  end if;
  perform private.cancel_closing(closed.org_id);
  perform private.log_audit_event(
    closed.org_id, 'restore', 'organization', closed.org_id, 'critical', false, array['status']
  );
  return private.remember_answer(person, 201, jsonb_build_object(
    'org_id', closed.org_id, 'slug', closed.slug, 'name', closed.name
  ));
end;
$$;
comment on function public.reopen_organization(jsonb) is
  '{org_id}: takes a closing back; everybody is in again as before. '
  'Definer: nobody is a member of a closed organization any more.';
revoke execute on function public.reopen_organization(jsonb) from public, anon;
grant execute on function public.reopen_organization(jsonb) to authenticated;
