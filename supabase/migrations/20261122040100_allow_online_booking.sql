-- What an organization lets strangers book: whether at all, how soon and how far ahead, and which of its services.
-- Online booking is on from the start, because a page that has to be found in the settings first is used by nobody; it
-- shows nothing that the company does not say on its own web site.
alter table public.service_types add column is_bookable_online boolean not null default true;
comment on column public.service_types.is_bookable_online is 'Offered on the public booking page.';

insert into private.default_settings (category, name, value, least, most)
values
  ('online_booking', 'enabled', 'true', null, null),
  ('online_booking', 'min_notice_h', '12', 0, 720),
  ('online_booking', 'horizon_days', '30', 1, 365),
  -- Outside the zones: leave a request, or be told at once that nobody comes.
  ('online_booking', 'requests_outside', 'true', null, null);

create or replace function public.create_service_type(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.service_types;
  made public.service_types;
begin
  perform private.require_permission('create', 'service_types', 'all');
  answer := private.claim_idempotency('create_service_type', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.service_types,
    '{"buffer_before_min": 0, "buffer_after_min": 0, "priority": "normal", "color": 0, "is_active": true, '
    '"is_bookable_online": true}'
      || jsonb_strip_nulls(private.service_type_columns(payload))
  );
  perform private.require_checklist(org, given.checklist_template_id);
  insert into public.service_types (
    org_id, name, description, duration_min, buffer_before_min, buffer_after_min, priority, price_amount, currency,
    checklist_template_id, color, is_active, is_bookable_online, position
  )
  values (
    org, given.name, given.description, given.duration_min, given.buffer_before_min, given.buffer_after_min,
    given.priority, given.price_amount,
    coalesce(given.currency, (select o.currency from public.organizations as o where o.id = org)),
    given.checklist_template_id, given.color, given.is_active, given.is_bookable_online,
    -- A new one comes last unless it is put somewhere.
    coalesce(given.position, (
      select coalesce(max(t.position), 0) + 10
      from public.service_types as t
      where t.org_id = org and t.deleted_at is null
    ))
  )
  returning * into made;
  perform private.set_service_type_skills(org, made.id, coalesce(payload -> 'skill_ids', '[]'));
  return private.remember_answer(org, 201, private.service_type_data(made));
end;
$$;

create or replace function public.update_service_type(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.service_types := private.lock_service_type(org, update_service_type.id, 'update');
  skills_before constant jsonb := private.service_type_skills(org, locked.id);
  skills_after jsonb;
  given public.service_types;
begin
  if locked.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(locked.version, expected_version);
  given := jsonb_populate_record(locked, private.service_type_columns(changes) - array['id', 'org_id']);
  if given.checklist_template_id is distinct from locked.checklist_template_id then
    perform private.require_checklist(org, given.checklist_template_id);
  end if;
  if changes ? 'skill_ids' then
    perform private.set_service_type_skills(org, locked.id, changes -> 'skill_ids');
  end if;
  skills_after := private.service_type_skills(org, locked.id);

  update public.service_types as t
  set
    name = given.name, description = given.description, duration_min = given.duration_min,
    buffer_before_min = given.buffer_before_min, buffer_after_min = given.buffer_after_min,
    priority = given.priority, price_amount = given.price_amount, currency = given.currency,
    checklist_template_id = given.checklist_template_id, color = given.color, is_active = given.is_active,
    is_bookable_online = given.is_bookable_online, position = given.position,
    -- Other skills are another version, also where no column of the row changes.
    version = t.version + case when skills_after <> skills_before then 1 else 0 end
  where t.org_id = org and t.id = locked.id
  returning * into locked;
  perform private.record_link_change(
    org, 'service_type', locked.id, locked.version, 'skills', skills_before, skills_after
  );
  return jsonb_build_object('status', 200, 'data', private.service_type_data(locked));
end;
$$;
