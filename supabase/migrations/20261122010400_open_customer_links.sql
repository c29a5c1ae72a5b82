-- How a stranger with a link becomes somebody the database knows: the server exchanges the link's token for a session,
-- asks that session at each request, and then speaks under a token of a minute that names link and session. What may be
-- done is asked of the rows of this moment at each call, so a link that is taken back ends at once everywhere.

create function private.generate_portal_token(out token text, out token_hash bytea, out prefix text)
language plpgsql volatile set search_path = ''
as $$
begin
  -- 32 bytes in base64url are 43 characters.
  token := private.to_base64url(extensions.gen_random_bytes(32));
  token_hash := sha256(convert_to(token, 'UTF8'));
  prefix := left(token, 6);
end;
$$;
comment on function private.generate_portal_token() is 'A new secret of 256 bits for a link, with what is kept of it.';
revoke execute on function private.generate_portal_token() from public;

create function private.generate_access_code() returns text
language plpgsql volatile set search_path = ''
as $$
begin
  -- 56 random bits over a million codes: no code is likelier than another by more than one in ten thousand million.
  return lpad(
    ((('x' || encode(extensions.gen_random_bytes(7), 'hex'))::bit(56)::bigint) % 1000000)::text, 6, '0'
  );
end;
$$;
comment on function private.generate_access_code() is 'Six digits, for a link that asks for more than itself.';
revoke execute on function private.generate_access_code() from public;

-- Ended are also the links of a customer whose record was erased or put away, and those of a visit that is another
-- customer's by now: what he would see is not his.
create function private.is_link_open(access public.customer_portal_access) returns boolean
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
comment on function private.is_link_open(public.customer_portal_access) is 'Whether a link leads anywhere now.';
revoke execute on function private.is_link_open(public.customer_portal_access) from public;

create function private.portal_organization(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'name', o.name, 'phone', o.phone, 'email', o.email, 'locale', o.locale, 'time_zone', o.time_zone,
      'country', o.country, 'brand_color', o.brand_color, 'has_logo', o.logo_file_id is not null
    )
    from public.organizations as o
    where o.id = org
  );
end;
$$;
comment on function private.portal_organization(uuid) is 'How a company shows itself behind a link.';
revoke execute on function private.portal_organization(uuid) from public;

create function private.needs_code(access public.customer_portal_access, session private.portal_sessions)
returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return exists (
    select
    from private.portal_codes as k
    where k.org_id = access.org_id
      and k.access_id = access.id
      -- A code that was renewed is asked for again.
      and (session.code_passed_at is null or session.code_passed_at < k.created_at)
  );
end;
$$;
comment on function private.needs_code(public.customer_portal_access, private.portal_sessions) is
  'Whether this session has still to give the link''s code.';
revoke execute on function private.needs_code(public.customer_portal_access, private.portal_sessions) from public;

-- What the server may know of a link before anybody asks through it: whether it is open, and whose look to wear.
create function private.link_facts(access public.customer_portal_access) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'state', case when private.is_link_open(access) then 'open' else 'ended' end,
    'link_id', access.id,
    'org_id', access.org_id,
    'locale', coalesce(
      (
        select c.locale from public.customers as c
        where c.org_id = access.org_id and c.id = access.customer_id and c.erased_at is null
      ),
      (select o.locale from public.organizations as o where o.id = access.org_id)
    ),
    'organization', private.portal_organization(access.org_id)
  );
end;
$$;
comment on function private.link_facts(public.customer_portal_access) is
  '{state: open|ended, link_id, org_id, locale, organization}.';
revoke execute on function private.link_facts(public.customer_portal_access) from public;

-- The token is text as it stands in the link. A company that is suspended has no links: they are unknown, like those
-- that never were.
create function private.verify_portal_access(token text) returns public.customer_portal_access
language plpgsql stable set search_path = ''
as $$
declare
  access public.customer_portal_access;
begin
  if token ~ '^[A-Za-z0-9_-]{43}$' then
    select a.* into access
    from private.customer_portal_tokens as t
    join public.customer_portal_access as a on a.org_id = t.org_id and a.id = t.access_id
    join public.organizations as o on o.id = t.org_id
    where t.token_hash = sha256(convert_to(token, 'UTF8')) and o.status = 'active' and o.deleted_at is null;
  end if;
  return access;
end;
$$;
comment on function private.verify_portal_access(text) is 'The link a token leads to, all null for an unknown one.';
revoke execute on function private.verify_portal_access(text) from public;

create function public.gate_portal_open(token text, context jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  access constant public.customer_portal_access := private.verify_portal_access(token);
  facts jsonb;
  secret record;
  session private.portal_sessions;
begin
  if access.id is null then
    return null;
  end if;
  facts := private.link_facts(access);
  if facts ->> 'state' = 'ended' then
    return facts - 'org_id';
  end if;
  if coalesce((context ->> 'peek')::boolean, false) then
    return facts || '{"secret": null, "session_id": null, "max_age_s": 43200}';
  end if;
  secret := private.generate_portal_token();
  insert into private.portal_sessions (org_id, access_id, secret_hash, user_agent)
  values (access.org_id, access.id, secret.token_hash, left(context ->> 'user_agent', 300))
  returning * into session;
  -- Previews of a message open it many times; a browser too many logs out the one that was not seen for longest.
  delete from private.portal_sessions as s
  where s.org_id = access.org_id
    and s.id in (
      select k.id
      from private.portal_sessions as k
      where k.org_id = access.org_id and k.access_id = access.id
      order by k.created_at desc, k.id
      offset 50
    );
  return facts || jsonb_build_object('secret', secret.token, 'session_id', session.id, 'max_age_s', 43200);
end;
$$;
comment on function public.gate_portal_open(text, jsonb) is
  'Exchanges a link''s token for a session: null for an unknown one, else {state, link_id, locale, organization} and, when '
  'open, {org_id, secret, session_id, max_age_s}; context {user_agent, peek}: with peek no session is made. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_portal_open(text, jsonb) from public, anon, authenticated;
grant execute on function public.gate_portal_open(text, jsonb) to service_role;

create function public.gate_portal_session(link_id uuid, secret text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  session private.portal_sessions;
  access public.customer_portal_access;
begin
  if secret !~ '^[A-Za-z0-9_-]{43}$' then
    return null;
  end if;
  select s.* into session
  from private.portal_sessions as s
  join public.organizations as o on o.id = s.org_id and o.status = 'active' and o.deleted_at is null
  where s.secret_hash = sha256(convert_to(secret, 'UTF8'))
    and s.access_id = gate_portal_session.link_id
    and s.expires_at > now();
  if not found then
    return null;
  end if;
  select a.* into access
  from public.customer_portal_access as a
  where a.org_id = session.org_id and a.id = session.access_id;
  return private.link_facts(access)
    || jsonb_build_object('session_id', session.id, 'needs_code', private.needs_code(access, session));
end;
$$;
comment on function public.gate_portal_session(uuid, text) is
  'The session of a cookie: null, or {state: open|ended, org_id, link_id, session_id, needs_code, locale, organization}. '
  'Definer: service_role has no right on any table.';
revoke execute on function public.gate_portal_session(uuid, text) from public, anon, authenticated;
grant execute on function public.gate_portal_session(uuid, text) to service_role;
