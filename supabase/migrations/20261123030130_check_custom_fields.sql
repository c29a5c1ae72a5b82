-- Values of custom fields, checked by the definitions wherever they are written, and merged: what a write names changes,
-- null and "" clear, what it does not name stays. So a form that shows six fields cannot lose the seventh, nor one whose
-- definition was removed; and what is sent back as it was read is always taken, whatever became of its definition.

alter table public.jobs
  add column custom_fields jsonb not null default '{}',
  add constraint jobs_custom_fields_check check (jsonb_typeof(custom_fields) = 'object');
alter table public.bookings
  add column custom_fields jsonb not null default '{}',
  add constraint bookings_custom_fields_check check (jsonb_typeof(custom_fields) = 'object');
comment on column public.customers.custom_fields is 'Values by key; a write is merged into what is there, null clears.';
comment on column public.properties.custom_fields is 'Values by key; a write is merged into what is there, null clears.';
comment on column public.jobs.custom_fields is 'Values by key; a write is merged into what is there, null clears.';
comment on column public.bookings.custom_fields is 'Values by key; a write is merged into what is there, null clears.';

-- Lists filter by values. Rows without any are not in these indexes, so that who has no fields pays nothing for them.
create index customers_custom_fields_idx on public.customers using gin (org_id, custom_fields)
  with (gin_pending_list_limit = 512) where custom_fields <> '{}';
create index properties_custom_fields_idx on public.properties using gin (org_id, custom_fields)
  with (gin_pending_list_limit = 512) where custom_fields <> '{}';
create index jobs_custom_fields_idx on public.jobs using gin (org_id, custom_fields)
  with (gin_pending_list_limit = 512) where custom_fields <> '{}';
create index bookings_custom_fields_idx on public.bookings using gin (org_id, custom_fields)
  with (gin_pending_list_limit = 512) where custom_fields <> '{}';

-- A value as it is stored; null for "none". Spaces around words say nothing, and a choice made twice is made once.
create function private.tidy_field_value(value jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  case jsonb_typeof(value)
    when 'string' then
      return to_jsonb(nullif(btrim(value #>> '{}', E' \t\r\n'), ''));
    when 'array' then
      return (
        select jsonb_agg(o.value order by o.place)
        from (
          select e.value, min(e.place) as place from jsonb_array_elements(tidy_field_value.value)
          with ordinality as e (value, place) group by e.value
        ) as o
      );
    when 'null' then
      return null;
    else
      return value;
  end case;
end;
$$;
comment on function private.tidy_field_value(jsonb) is 'A value of a custom field without what says nothing; null: none.';
revoke execute on function private.tidy_field_value(jsonb) from public;

create function private.offers_choice(field public.custom_field_definitions, choice jsonb, stored jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(choice) = 'string' and (
    coalesce(stored @> choice, false)
    or exists (
      select from jsonb_array_elements(field.options) as o
      where o -> 'key' = choice and (o ->> 'is_active')::boolean
    )
  )
$$;
comment on function private.offers_choice(public.custom_field_definitions, jsonb, jsonb) is
  'Whether a choice is offered, or was made while it was.';
revoke execute on function private.offers_choice(public.custom_field_definitions, jsonb, jsonb) from public;

-- The word for what is wrong with a value, as the API answers it; null for nothing. 1e15 is the last power of ten whose
-- neighbours JavaScript tells apart with a digit after the point.
create function private.field_problem(field public.custom_field_definitions, value jsonb, stored jsonb) returns text
language plpgsql stable set search_path = ''
as $$
declare
  words constant text := value #>> '{}';
begin
  if not field.is_active then
    return 'unknown';
  end if;
  case field.type
    when 'text' then
      return case when jsonb_typeof(value) <> 'string' then 'invalid' when length(words) > 2000 then 'too_big' end;
    when 'number' then
      return case when jsonb_typeof(value) <> 'number' then 'invalid' when abs(words::numeric) > 1e15 then 'too_big' end;
    when 'date' then
      return case when words !~ '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$' or not pg_input_is_valid(words, 'date')
        then 'invalid_format' end;
    when 'yes_no' then
      return case when jsonb_typeof(value) <> 'boolean' then 'invalid' end;
    when 'url' then
      return case when length(words) > 2000 then 'too_big'
        when jsonb_typeof(value) <> 'string' or words !~* '^https?://[^[:space:][:cntrl:]/?#]+[^[:space:][:cntrl:]]*$'
        then 'invalid_format' end;
    when 'choice' then
      return case when not private.offers_choice(field, value, stored) then 'unknown_value' end;
    when 'multi_choice' then
      return case when jsonb_typeof(value) <> 'array' then 'invalid'
        when exists (
          select from jsonb_array_elements(value) as c where not private.offers_choice(field, c, stored)
        ) then 'unknown_value' end;
  end case;
end;
$$;
comment on function private.field_problem(public.custom_field_definitions, jsonb, jsonb) is
  'What is wrong with a value: invalid, too_big, invalid_format, unknown_value, unknown; null: nothing.';
revoke execute on function private.field_problem(public.custom_field_definitions, jsonb, jsonb) from public;

-- All that is wrong at once: who fills in a form should not meet one complaint after the other.
create function private.refuse_fields(problems jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
declare
  first constant text := problems -> 0 ->> 'field';
  code constant text := problems -> 0 ->> 'code';
begin
  if problems <> '[]' then
    raise exception '%: Some fields need another value.', code
      using errcode = 'CO422', hint = first, detail = jsonb_build_object('errors', problems)::text;
  end if;
end;
$$;
comment on function private.refuse_fields(jsonb) is 'Raises CO422 for [{field, code, message}], unless it is empty.';
revoke execute on function private.refuse_fields(jsonb) from public;

create function private.field_refusal(key text, code text) returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('field', 'custom_fields.' || key, 'code', code, 'message', case code
    when 'required' then 'A value is needed.'
    when 'unknown' then 'There is no such field.'
    when 'unknown_value' then 'There is no such choice.'
    when 'too_big' then 'This is too much.'
    else 'This value is not possible here.'
  end)
$$;
comment on function private.field_refusal(text, text) is 'One complaint about a custom field, as the API answers it.';
revoke execute on function private.field_refusal(text, text) from public;

-- What people and programs must say: whoever fills in fields of a new record fills in the required ones, and later none
-- of those may be taken away. Who does not know of fields at all (a call that is taken in haste) is not held up by them.
create function private.require_fields(org uuid, entity text, given jsonb, is_new boolean) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform private.refuse_fields((
    select coalesce(jsonb_agg(private.field_refusal(d.key, 'required') order by d.position, d.id), '[]')
    from public.custom_field_definitions as d
    where d.org_id = org
      and d.entity = require_fields.entity
      and d.is_required and d.is_active and d.deleted_at is null
      and (is_new or given ? d.key)
      and private.tidy_field_value(given -> d.key) is null
  ));
end;
$$;
comment on function private.require_fields(uuid, text, jsonb, boolean) is
  'Raises CO422 for required fields that are not given, of a new record, or that are cleared.';
revoke execute on function private.require_fields(uuid, text, jsonb, boolean) from public;

create function private.merge_fields(org uuid, entity text, stored jsonb, given jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  changed constant jsonb := (
    select coalesce(jsonb_object_agg(g.key, private.tidy_field_value(g.value)), '{}')
    from jsonb_each(given) as g
    where g.value is distinct from stored -> g.key
  );
  merged jsonb;
begin
  if changed = '{}' then
    return stored;
  end if;
  perform private.refuse_fields((
    select coalesce(jsonb_agg(private.field_refusal(left(p.key, 40), p.code) order by p.key), '[]')
    from (
      select c.key, case when d.id is null then 'unknown' else private.field_problem(d, c.value, stored -> c.key) end
      from jsonb_each(changed) as c
      left join public.custom_field_definitions as d
        on d.org_id = org and d.entity = merge_fields.entity and d.key = c.key and d.deleted_at is null
      where c.value <> 'null'
    ) as p (key, code)
    where p.code is not null
  ));
  merged := jsonb_strip_nulls(stored || changed);
  if octet_length(merged::text) > 16384 then
    perform private.refuse_fields(jsonb_build_array(jsonb_build_object(
      'field', 'custom_fields', 'code', 'too_big', 'message', 'All values of a record together may have 16 kB.'
    )));
  end if;
  return merged;
end;
$$;
comment on function private.merge_fields(uuid, text, jsonb, jsonb) is
  'Stored values with the given ones merged in; raises CO422 with every value that is refused.';
revoke execute on function private.merge_fields(uuid, text, jsonb, jsonb) from public;

-- The first argument is the kind of record, the second who writes: "person" for a statement of his own.
create function private.check_custom_fields() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Anything but an object is left to the column's own check.
  if jsonb_typeof(new.custom_fields) is distinct from 'object' then
    return new;
  end if;
  if tg_argv[1] = 'person' then
    perform private.require_fields(new.org_id, tg_argv[0], new.custom_fields, tg_op = 'INSERT');
  end if;
  new.custom_fields := private.merge_fields(
    new.org_id, tg_argv[0], case when tg_op = 'UPDATE' then old.custom_fields else '{}' end, new.custom_fields
  );
  return new;
end;
$$;
comment on function private.check_custom_fields() is
  'Before custom fields are written: merges and checks them. Definer: who writes a record need not read definitions.';
revoke execute on function private.check_custom_fields() from public;

-- Who writes by a statement of his own is asked for what is required; functions ask where a person stands behind them.
create trigger check_custom_fields before insert on public.customers
  for each row when (current_user = 'authenticated' and new.custom_fields <> '{}')
  execute function private.check_custom_fields('customer', 'person');
create trigger check_custom_fields_of_functions before insert on public.customers
  for each row when (current_user <> 'authenticated' and new.custom_fields <> '{}')
  execute function private.check_custom_fields('customer', 'function');
create trigger check_changed_fields before update of custom_fields on public.customers
  for each row when (current_user = 'authenticated')
  execute function private.check_custom_fields('customer', 'person');
create trigger check_changed_fields_of_functions before update of custom_fields on public.customers
  for each row when (current_user <> 'authenticated')
  execute function private.check_custom_fields('customer', 'function');

create trigger check_custom_fields before insert on public.properties
  for each row when (current_user = 'authenticated' and new.custom_fields <> '{}')
  execute function private.check_custom_fields('property', 'person');
create trigger check_custom_fields_of_functions before insert on public.properties
  for each row when (current_user <> 'authenticated' and new.custom_fields <> '{}')
  execute function private.check_custom_fields('property', 'function');
create trigger check_changed_fields before update of custom_fields on public.properties
  for each row when (current_user = 'authenticated')
  execute function private.check_custom_fields('property', 'person');
create trigger check_changed_fields_of_functions before update of custom_fields on public.properties
  for each row when (current_user <> 'authenticated')
  execute function private.check_custom_fields('property', 'function');

-- Jobs and visits are written by functions only.
create trigger check_custom_fields before insert on public.jobs
  for each row when (new.custom_fields <> '{}')
  execute function private.check_custom_fields('job', 'function');
create trigger check_changed_fields before update of custom_fields on public.jobs
  for each row execute function private.check_custom_fields('job', 'function');
create trigger check_custom_fields before insert on public.bookings
  for each row when (new.custom_fields <> '{}')
  execute function private.check_custom_fields('booking', 'function');
create trigger check_changed_fields before update of custom_fields on public.bookings
  for each row execute function private.check_custom_fields('booking', 'function');
