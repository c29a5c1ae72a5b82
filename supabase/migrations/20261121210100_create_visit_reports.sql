-- What a customer signs, rebuilt from what the office has: the phone's report and this one give the same bytes, or the
-- signature waits for a person. lib/reports/rules.ts says the same; both are held to the same vectors by tests.

alter table public.activities add column is_for_customer boolean not null default false;
comment on column public.activities.is_for_customer is 'Whether the note stands in the report that the customer gets.';

-- JSON Canonicalization Scheme, RFC 8785, of values without fractions. Keys are compared by their bytes, which is the
-- order by UTF-16 units for all but characters beyond the basic plane; no key of a report has one.
create function private.canonical_json(value jsonb) returns text
language plpgsql immutable strict set search_path = ''
as $$
begin
  return case jsonb_typeof(value)
    when 'object' then '{' || coalesce(
      (
        select string_agg(
          to_json(m.key)::text || ':' || private.canonical_json(m.value), ',' order by m.key collate "C"
        )
        from jsonb_each(value) as m
      ), ''
    ) || '}'
    when 'array' then '[' || coalesce(
      (
        select string_agg(private.canonical_json(e.value), ',' order by e.place)
        from jsonb_array_elements(value) with ordinality as e (value, place)
      ), ''
    ) || ']'
    else value::text
  end;
end;
$$;
comment on function private.canonical_json(jsonb) is
  'The canonical text of a value of strings, integers, booleans, null, arrays and objects.';
revoke execute on function private.canonical_json(jsonb) from public;

create function private.report_sha256(report jsonb) returns text
language plpgsql immutable strict set search_path = ''
as $$
begin
  return encode(sha256(convert_to(private.canonical_json(report), 'UTF8')), 'hex');
end;
$$;
comment on function private.report_sha256(jsonb) is 'Lower-case hex SHA-256 over the canonical form of a report.';
revoke execute on function private.report_sha256(jsonb) from public;

-- An answer as text, the same in every language: a number by its shortest digits, with its unit.
create function private.answer_text(item jsonb, value jsonb, photos bigint) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when item ->> 'kind' = 'photo' then case when photos > 0 then photos::text end
    when value is null or value = 'null' then null
    when jsonb_typeof(value) = 'boolean' then case when value = 'true' then 'yes' else 'no' end
    when jsonb_typeof(value) = 'number' then
      concat_ws(' ', trim_scale((value #>> '{}')::numeric)::text, item ->> 'unit')
    else value #>> '{}'
  end;
end;
$$;
comment on function private.answer_text(jsonb, jsonb, bigint) is
  'What a report says for an answer; of a photo question how many there are; null where nothing was answered.';
revoke execute on function private.answer_text(jsonb, jsonb, bigint) from public;

create function private.report_answers(org uuid, booking uuid, checklist public.job_checklists) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'label', i.item ->> 'label',
          'value', private.answer_text(
            i.item,
            checklist.answers -> (i.item ->> 'key') -> 'value',
            (
              select count(*)
              from public.field_photos as p
              where p.org_id = org and p.booking_id = booking and p.deleted_at is null
                and p.checklist_id = checklist.id and p.item_key = i.item ->> 'key'
            )
          ),
          'note', nullif(checklist.answers -> (i.item ->> 'key') ->> 'note', '')
        )
        order by i.place
      ),
      '[]'
    )
    from private.shown_items(checklist.items, checklist.answers) with ordinality as i (item, place)
  );
end;
$$;
comment on function private.report_answers(uuid, uuid, public.job_checklists) is
  '[{label, value, note}] of the questions that are asked.';
revoke execute on function private.report_answers(uuid, uuid, public.job_checklists) from public;

-- Everything in the order of ids, which no clock can change.
create function private.visit_report(org uuid, booking uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select jsonb_build_object(
      'visit', b.number,
      'job', j.number,
      'title', j.title,
      'customer', c.display_name,
      'site', concat_ws(
        ', ', nullif(p.line1, ''), nullif(p.line2, ''), nullif(p.city, ''), nullif(p.region, ''),
        nullif(p.postcode, ''), nullif(p.country, '')
      ),
      'technicians', (
        select coalesce(jsonb_agg(r.name order by a.role <> 'lead', a.resource_id), '[]')
        from public.booking_assignments as a
        join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
        where a.org_id = org and a.booking_id = b.id and a.role <> 'equipment'
      ),
      'checklist', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object('name', k.name, 'answers', private.report_answers(org, b.id, k)) order by k.id
          ),
          '[]'
        )
        from public.job_checklists as k
        where k.org_id = org and k.job_id = j.id
      ),
      'notes_for_customer', (
        select coalesce(jsonb_agg(n.body order by n.id), '[]')
        from public.activities as n
        where n.org_id = org and n.booking_id = b.id and n.is_for_customer
      ),
      'photos', (
        select coalesce(jsonb_agg(jsonb_build_object('category', f.category, 'sha256', f.sha256) order by f.id), '[]')
        from public.field_photos as f
        where f.org_id = org and f.booking_id = b.id and f.deleted_at is null
      )
    )
    from public.bookings as b
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    where b.org_id = org and b.id = booking
  );
end;
$$;
comment on function private.visit_report(uuid, uuid) is 'The report of a visit as reportOf makes it on the phone.';
revoke execute on function private.visit_report(uuid, uuid) from public;
