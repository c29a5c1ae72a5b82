-- A new organization is never empty: it gets the presets of its trade in its language and the holidays of its country.
-- Organizations that exist get them too, as far as they have nothing of their own there.

create function private.in_language(texts jsonb, locale text) returns text
language sql immutable set search_path = ''
as $$
  select coalesce(texts ->> left(locale, 2), texts ->> 'en')
$$;
comment on function private.in_language(jsonb, text) is 'The text of a language, else the English one.';
revoke execute on function private.in_language(jsonb, text) from public;

create function private.checklist_in_language(items jsonb, locale text) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      item
        || jsonb_build_object('label', private.in_language(item -> 'label', locale))
        || case when item ? 'options' then
          jsonb_build_object('options', (
            select jsonb_agg(private.in_language(option, locale) order by at)
            from jsonb_array_elements(item -> 'options') with ordinality as options (option, at)
          ))
        else '{}' end
      order by place
    ),
    '[]'
  )
  from jsonb_array_elements(items) with ordinality as list (item, place)
$$;
comment on function private.checklist_in_language(jsonb, text) is 'A shipped checklist with the texts of one language.';
revoke execute on function private.checklist_in_language(jsonb, text) from public;

-- Holidays from today on, as far as two years ahead. A day that has a holiday already, also one that was deleted, is
-- left alone: who works on Columbus Day says so once.
create function private.add_holidays(org uuid) returns integer
language plpgsql volatile set search_path = ''
as $$
declare
  place public.organizations;
  this_year constant integer := extract(year from current_date)::integer;
  added integer;
begin
  select o.* into place from public.organizations as o where o.id = org;
  insert into public.business_closures (org_id, name, starts_on, ends_on, source)
  select org, private.in_language(h.names, place.locale), h.on_day, h.on_day, 'preset'
  from private.holidays(place.country, this_year, this_year + 3) as h
  where h.on_day between current_date and (current_date + interval '2 years')::date
    and not exists (
      select
      from public.business_closures as c
      where c.org_id = org and c.source = 'preset' and c.starts_on = h.on_day
    )
  order by h.on_day;
  get diagnostics added = row_count;
  return added;
end;
$$;
comment on function private.add_holidays(uuid) is
  'Adds the holidays of an organization''s country that it lacks, two years ahead; answers how many.';
revoke execute on function private.add_holidays(uuid) from public;

-- Skills, checklists and types belong together: they are copied where there is nothing of all three.
create function private.copy_default_services(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  place public.organizations;
begin
  select o.* into place from public.organizations as o where o.id = org;
  if exists (select from public.service_types as t where t.org_id = org)
    or exists (select from public.skills as s where s.org_id = org)
    or exists (select from public.checklist_templates as c where c.org_id = org) then
    return;
  end if;

  insert into public.skills (org_id, name, requires_certificate)
  select org, private.in_language(d.names, place.locale), d.requires_certificate
  from private.default_skills as d
  where d.trade = place.trade
  order by d.key;

  insert into public.checklist_templates (org_id, name, items)
  select org, private.in_language(d.names, place.locale), private.checklist_in_language(d.items, place.locale)
  from private.default_checklists as d
  where d.trade = place.trade
  order by d.key;

  insert into public.service_types (
    org_id, name, description, duration_min, buffer_before_min, buffer_after_min, priority, price_amount, currency,
    checklist_template_id, color, position
  )
  select
    org, private.in_language(d.names, place.locale), private.in_language(d.descriptions, place.locale),
    d.duration_min, d.buffer_before_min, d.buffer_after_min, d.priority, (d.prices ->> place.currency)::bigint,
    place.currency, c.id, d.color, d.position
  from private.default_service_types as d
  left join private.default_checklists as k on k.trade = d.trade and k.key = d.checklist
  left join public.checklist_templates as c
    on c.org_id = org and c.name = private.in_language(k.names, place.locale)
  where d.trade = place.trade
  order by d.position;

  insert into public.service_type_skills (org_id, service_type_id, skill_id)
  select org, t.id, s.id
  from private.default_service_types as d
  join public.service_types as t on t.org_id = org and t.name = private.in_language(d.names, place.locale)
  join private.default_skills as k on k.trade = d.trade and k.key = any (d.skills)
  join public.skills as s on s.org_id = org and s.name = private.in_language(k.names, place.locale)
  where d.trade = place.trade;
end;
$$;
comment on function private.copy_default_services(uuid) is
  'Gives an organization without any the skills, checklists and service types of its trade.';
revoke execute on function private.copy_default_services(uuid) from public;

create function private.copy_default_presets(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.copy_default_services(org);
  if not exists (select from public.business_hours as h where h.org_id = org) then
    insert into public.business_hours (org_id, weekday, opens, closes)
    select org, d.weekday, d.opens, d.closes
    from private.default_hours as d
    join public.organizations as o on o.id = org and o.trade = d.trade;
  end if;
  perform private.add_holidays(org);
end;
$$;
comment on function private.copy_default_presets(uuid) is
  'Gives an organization what it lacks of the presets: services of its trade, hours, holidays of its country.';
revoke execute on function private.copy_default_presets(uuid) from public;

create or replace function public.create_organization(payload jsonb) returns jsonb
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
  perform private.copy_default_presets(made.id);
  return private.remember_answer(person, 201, to_jsonb(made));
end;
$$;

select private.copy_default_presets(o.id) from public.organizations as o where o.deleted_at is null;
