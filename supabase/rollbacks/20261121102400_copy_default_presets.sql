-- Undoes "copy default presets": organizations keep what they got, new ones start empty again.
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
  return private.remember_answer(person, 201, to_jsonb(made));
end;
$$;
drop function private.copy_default_presets(uuid);
drop function private.copy_default_services(uuid);
drop function private.add_holidays(uuid);
drop function private.checklist_in_language(jsonb, text);
drop function private.in_language(jsonb, text);
