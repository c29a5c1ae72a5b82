-- Undoes "close features".
drop trigger follow_insert on public.system_settings;
drop trigger follow_update on public.system_settings;
drop function private.follow_features();
drop function private.stop_feature(uuid, text);
alter table ops.job_kinds drop column feature;
create or replace function private.message_bar(org uuid, intent public.notification_intents) returns text
language plpgsql stable set search_path = ''
as $$
declare
  customer public.customers;
begin
  perform from public.organizations as o where o.id = org and o.status = 'active' and o.deleted_at is null;
  if not found then
    return 'company_closed';
  end if;
  if intent.customer_id is not null then
    select c.* into customer from public.customers as c where c.org_id = org and c.id = intent.customer_id;
    if customer.erased_at is not null or customer.deleted_at is not null then
      return 'customer_gone';
    -- A report that was asked for a moment ago is an answer.
    elsif customer.do_not_contact and intent.event is distinct from 'report.signed' then
      return 'do_not_contact';
    end if;
  end if;
  if private.message_address(org, intent) is null then
    return 'no_address';
  end if;
  return null;
end;
$$;
create or replace function private.portal_token_for(org uuid, booking uuid, purpose text, notification uuid) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  access public.customer_portal_access;
  until timestamptz;
  made record;
begin
  -- Two who make the first link of a visit make one.
  perform pg_advisory_xact_lock(hashtextextended('portal:' || org || booking, 0));
  select a.* into access
  from public.customer_portal_access as a
  where a.org_id = org and a.booking_id = booking and private.is_link_open(a)
  order by a.send_requested_at desc, a.id
  limit 1;
  select greatest(now(), coalesce(b.ends_at, b.flexible_on + interval '1 day', now())) + interval '30 days' into until
  from public.bookings as b
  where b.org_id = org and b.id = booking;
  if access.id is null then
    insert into public.customer_portal_access as a (org_id, booking_id, customer_id, expires_at)
    select org, b.id, j.customer_id, until
    from public.bookings as b
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    where b.org_id = org and b.id = booking
    returning a.* into access;
  elsif access.expires_at < until - interval '1 day' then
    update public.customer_portal_access as a
    set expires_at = until
    where a.org_id = org and a.id = access.id;
  end if;
  return private.add_portal_token(org, access.id, purpose, notification);
end;
$$;
create or replace function private.portal_link(
  needed text default 'view', with_code boolean default true,
  out org_id uuid, out link_id uuid, out session_id uuid, out booking_id uuid, out customer_id uuid, out scopes text[]
)
language plpgsql stable set search_path = ''
as $$
declare
  principal constant text := private.claims() ->> 'principal';
  access public.customer_portal_access;
  session private.portal_sessions;
begin
  if principal ~ '^portal:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    select a.* into access
    from public.customer_portal_access as a
    join public.organizations as o on o.id = a.org_id and o.status = 'active' and o.deleted_at is null
    where a.org_id = private.uuid_claim('org_id') and a.id = substr(principal, 8)::uuid;
    select s.* into session
    from private.portal_sessions as s
    where s.org_id = access.org_id
      and s.id = private.uuid_claim('portal_session')
      and s.access_id = access.id
      and s.expires_at > now();
  end if;
  if session.id is null then
    raise exception 'forbidden: This needs a customer''s link.' using errcode = '42501';
  end if;
  if not private.is_link_open(access) then
    raise exception 'link_ended: This link has ended.' using errcode = 'CO410';
  end if;
  if with_code and private.needs_code(access, session) then
    raise exception 'code_required: This link asks for its code first.' using errcode = '42501', hint = 'code';
  end if;
  if needed <> all (access.scopes) then
    raise exception 'forbidden: This link is not for that.' using errcode = '42501', hint = 'portal:' || needed;
  end if;
  org_id := access.org_id;
  link_id := access.id;
  session_id := session.id;
  booking_id := access.booking_id;
  customer_id := access.customer_id;
  scopes := access.scopes;
end;
$$;
create or replace function private.is_link_open(access public.customer_portal_access) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return access.revoked_at is null
    and access.expires_at > now()
    and exists (
      select
      from public.bookings as b
      join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
      join public.customers as c on c.org_id = b.org_id and c.id = j.customer_id
      where b.org_id = access.org_id
        and b.id = access.booking_id
        and j.customer_id = access.customer_id
        and j.deleted_at is null
        and c.deleted_at is null
        and c.erased_at is null
    );
end;
$$;
create or replace function private.takes_online_bookings(org uuid) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return exists (
    select from public.organizations as o where o.id = org and o.status = 'active' and o.deleted_at is null
  ) and private.setting(org, 'online_booking', 'enabled') = 'true';
end;
$$;
create or replace function public.get_member_permissions(user_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_insight(get_member_permissions.user_id);
begin
  return (
    select jsonb_build_object(
      'user', jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)),
      'role', m.role,
      'custom_roles', private.custom_roles_of(org, m.user_id),
      'rights', private.rights_map(org, m.user_id),
      'personal', coalesce((
        select jsonb_agg(private.personal_answer(org, u.id) order by u.created_at desc, u.id)
        from public.user_permissions as u
        where u.org_id = org and u.user_id = m.user_id
      ), '[]')
    )
    from public.organization_members as m
    join public.profiles as a on a.id = m.user_id
    where m.org_id = org and m.user_id = get_member_permissions.user_id
  );
end;
$$;
create or replace function private.deciding_source(sources jsonb, scope text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select s.value
    from jsonb_array_elements(sources) with ordinality as s (value, position)
    where (s.value ->> 'counts')::boolean
      and case when scope is null then s.value ->> 'kind' = 'deny' else s.value ->> 'scope' = deciding_source.scope end
    order by (s.value ->> 'expires_at')::timestamptz desc nulls first, s.position
    limit 1
  );
end;
$$;
create or replace function private.right_sources(
  org uuid, person uuid, wanted_permission text, wanted_resource text
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  custom constant boolean := exists (
    select from public.user_roles as u where u.org_id = org and u.user_id = person
  );
begin
  return (
    select jsonb_build_object('kind', 'role', 'role', m.role, 'scope', p.scope, 'counts', not custom)
    from public.organization_members as m
    left join public.role_permissions as p
      on p.org_id = m.org_id and p.role = m.role and p.resource = wanted_resource and p.permission = wanted_permission
    where m.org_id = org and m.user_id = person
  ) || coalesce((
    select jsonb_agg(
      jsonb_build_object('kind', 'custom_role', 'id', r.id, 'name', r.name, 'scope', p.scope, 'counts', true)
      order by r.name, r.id
    )
    from public.user_roles as u
    join public.custom_roles as r on r.org_id = u.org_id and r.id = u.custom_role_id
    left join public.role_permissions as p
      on p.org_id = r.org_id
      and p.custom_role_id = r.id
      and p.resource = wanted_resource
      and p.permission = wanted_permission
    where u.org_id = org and u.user_id = person
  ), '[]') || coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'kind', u.effect, 'id', u.id, 'scope', u.scope,
        'counts', u.expires_at is null or u.expires_at > statement_timestamp(),
        'expires_at', u.expires_at, 'reason', u.reason,
        'granted_by', (
          select jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email))
          from public.profiles as a
          where a.id = u.granted_by
        )
      )
      order by u.effect desc, u.created_at
    )
    from public.user_permissions as u
    where u.org_id = org
      and u.user_id = person
      and u.resource = wanted_resource
      and u.permission = wanted_permission
  ), '[]');
end;
$$;
comment on function private.portal_token_for(uuid, uuid, text, uuid) is
  'A fresh token of a visit''s link, made where there is none; purpose message, copy or qr. Commit before it leaves.';
comment on function private.right_sources(uuid, uuid, text, text) is
  'The chain behind a right: shipped role, custom roles, grants, denials; "counts" says which have a say.';
