-- Making, choosing and leaving an organization. All three are definer functions, because they write memberships and a
-- session's choice, which no member may write by hand; each starts with its own question who is asking.

create function private.require_user() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  person constant uuid := private.current_user_id();
begin
  if person is null then
    raise exception 'forbidden: This needs an active account.' using errcode = '42501';
  end if;
  return person;
end;
$$;
comment on function private.require_user() is
  'The person asking; raises 42501 for anybody else. Definer: as current_user_id.';
revoke execute on function private.require_user() from public;
grant execute on function private.require_user() to authenticated;

create function private.require_org() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.current_org_id();
begin
  if org is null then
    raise exception 'no_organization: This session works in no organization.' using errcode = '42501';
  end if;
  return org;
end;
$$;
comment on function private.require_org() is
  'The current organization; raises 42501 without a live membership. Definer: as live_membership.';
revoke execute on function private.require_org() from public;
grant execute on function private.require_org() to authenticated;

-- Another edit came first: the caller's version is stale. Null means any version, what If-Match: * says.
create function private.require_version(actual bigint, expected bigint) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if expected is not null and actual <> expected then
    raise exception 'stale: Somebody changed this in the meantime.' using errcode = 'CO412', hint = actual::text;
  end if;
end;
$$;
comment on function private.require_version(bigint, bigint) is 'Raises CO412 unless the version is the expected one.';
revoke execute on function private.require_version(bigint, bigint) from public;

-- A free address made of the wanted words. Slugs are the one key that tells of other tenants, since an address is
-- public anyway; so the question is answered with a way out instead of a bare refusal.
create function private.free_slug(wanted text) returns text
language sql stable set search_path = ''
as $$
  with base as (
    select coalesce(nullif(btrim(left(
      regexp_replace(private.search_key(wanted), '[^a-z0-9]+', '-', 'g'), 50
    ), '-'), ''), 'company') as word
  )
  select candidate
  from (
    select base.word as candidate, 1 as position from base
    union all
    select base.word || '-' || n, n from base, generate_series(2, 50) as n
    union all
    select base.word || '-' || left(gen_random_uuid()::text, 8), 51 from base
  ) as candidates
  where candidate <> all (array['new', 'api', 'admin', 'settings', 'switch', 'callout'])
    and not exists (select from public.organizations as o where o.slug = candidate)
  order by position
  limit 1
$$;
comment on function private.free_slug(text) is 'A slug nobody has, from a name or a wish.';
revoke execute on function private.free_slug(text) from public;

create function public.create_organization(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.uuid_claim('session_id');
  answer constant jsonb := private.claim_idempotency('create_organization', payload, person);
  wish constant text := payload ->> 'slug';
  slug text := private.free_slug(coalesce(wish, payload ->> 'name'));
  made public.organizations;
begin
  if answer is not null then
    return answer;
  end if;
  -- Two founders may choose the same free slug in the same moment: the second waits for the first and asks again.
  loop
    if wish is not null and wish <> slug then
      raise exception 'slug_taken: The address "%" is not free. "%" is.', left(wish, 60), slug
        using errcode = 'CO409', hint = 'slug';
    end if;
    insert into public.organizations (name, slug, legal_name, country, currency, locale, time_zone, trade)
    values (
      payload ->> 'name', slug, payload ->> 'legal_name', payload ->> 'country', payload ->> 'currency',
      coalesce(payload ->> 'locale', 'en'), payload ->> 'time_zone', coalesce(payload ->> 'trade', 'other')
    )
    on conflict on constraint organizations_slug_key do nothing
    returning * into made;
    exit when found;
    slug := private.free_slug(coalesce(wish, payload ->> 'name'));
  end loop;

  perform private.copy_default_permissions(made.id);
  insert into public.organization_members (org_id, user_id, role, last_used_at)
  values (made.id, person, 'owner', now());
  if session is not null then
    perform private.choose_organization(session, person, made.id);
  end if;
  return private.remember_answer(person, 201, to_jsonb(made));
end;
$$;
comment on function public.create_organization(jsonb) is
  'A new organization with the caller as its owner; this session works in it from the next token on. '
  'Definer: memberships and a session''s choice are written by functions only.';
revoke execute on function public.create_organization(jsonb) from public, anon;
grant execute on function public.create_organization(jsonb) to authenticated;

-- An organization that does not exist, one of strangers and one that threw the caller out all answer the same.
create function public.switch_organization(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  person constant uuid := private.require_user();
  session constant uuid := private.uuid_claim('session_id');
  answer constant jsonb := private.claim_idempotency('switch_organization', payload, person);
  chosen record;
begin
  if answer is not null then
    return answer;
  end if;
  select o.id, o.slug, o.name, m.role
  into chosen
  from public.organization_members as m
  join public.organizations as o on o.id = m.org_id
  where m.org_id::text = payload ->> 'org_id'
    and m.user_id = person
    and m.status = 'active'
    and o.status = 'active'
    and o.deleted_at is null;
  if not found then
    raise exception 'not_found: There is no such organization.' using errcode = 'CO404', hint = 'org_id';
  end if;

  if session is not null then
    perform private.choose_organization(session, person, chosen.id);
  end if;
  update public.organization_members as m
  set last_used_at = now()
  where m.org_id = chosen.id and m.user_id = person;
  return private.remember_answer(person, 200, to_jsonb(chosen));
end;
$$;
comment on function public.switch_organization(jsonb) is
  'Makes {org_id} the organization of this session; the next token carries it. '
  'Definer: a session''s choice is written by functions only.';
revoke execute on function public.switch_organization(jsonb) from public, anon;
grant execute on function public.switch_organization(jsonb) to authenticated;
