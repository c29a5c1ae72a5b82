-- Erasing a person clears the custom fields that may be personal. Of what a company has said that it is not (the model
-- of a boiler, the floor of a flat) figures stay right. A value whose definition is gone for good, or that never had one,
-- may be anything: it goes.

alter table private.personal_data_columns
  drop constraint personal_data_columns_rule_check,
  add constraint personal_data_columns_rule_check check (
    rule in ('clear', 'word', 'empty', 'fields', 'row', 'stay')
  );
comment on column private.personal_data_columns.rule is
  'clear: becomes null; word: a fixed word takes its place; empty: {} or []; fields: custom fields that may be personal '
  'are cleared; row: goes with its row; stay: is kept, reason says why.';

update private.personal_data_columns as c
set rule = 'fields', reason = 'Whatever a company asks of its own; what it has marked as not personal stays.'
where c.name = 'custom_fields' and c.relation in ('public.customers', 'public.properties');
insert into private.personal_data_columns (relation, name, person, rule, reason)
select r, 'custom_fields', 'customer', 'fields',
  'Whatever a company asks of its own; what it has marked as not personal stays.'
from unnest(array['public.jobs', 'public.bookings']) as r;

-- A write of custom fields is a merge: to clear a value is to name it with null.
create function private.cleared_fields(org uuid, relation text, stored jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_object_agg(k.key, null::text), '{}')
    from jsonb_object_keys(stored) as k (key)
    where not exists (
      select from public.custom_field_definitions as d
      where d.org_id = org
        and d.entity = case cleared_fields.relation
          when 'public.customers' then 'customer' when 'public.properties' then 'property'
          when 'public.jobs' then 'job' when 'public.bookings' then 'booking' end
        and d.key = k.key
        and not d.is_personal
    )
  );
end;
$$;
comment on function private.cleared_fields(uuid, text, jsonb) is
  'What erasing writes over the custom fields of a table''s row: null for each that may be personal.';
revoke execute on function private.cleared_fields(uuid, text, jsonb) from public;

create or replace function private.erasing_statement(place private.personal_data_rows) returns text
language plpgsql stable set search_path = ''
as $$
declare
  assignments text;
begin
  if place.action = 'delete' then
    return format('delete from %s as t where %s and $2 is not null', place.relation, private.person_condition(place));
  end if;
  if place.action = 'audit' then
    return format(
      'update %s as t set leaf = private.audit_leaf(t, (select c from private.change_log as c where c.org_id = t.org_id '
      'and c.id = t.change_id and c.created_at = t.created_at)), erased_at = now(), salt = null, ip = null, '
      'user_agent = null, path = null, correlation_id = null where t.erased_at is null and %s and $2 is not null',
      place.relation, private.person_condition(place)
    );
  end if;
  select string_agg(
    case c.rule
      when 'clear' then format('%I = null', c.name)
      when 'word' then format('%1$I = case when t.%1$I is not null then $2 end', c.name)
      when 'fields' then format('%1$I = private.cleared_fields(t.org_id, %2$L, t.%1$I)', c.name, c.relation)
      else format(
        '%1$I = case jsonb_typeof(t.%1$I) when ''array'' then ''[]''::jsonb when ''object'' then ''{}''::jsonb end',
        c.name
      )
    end, ', '
  ) into assignments
  from private.personal_data_columns as c
  where c.relation = place.relation and c.rule in ('clear', 'word', 'empty', 'fields');
  return format(
    'update %s as t set %s where %s and $2 is not null', place.relation, assignments, private.person_condition(place)
  );
end;
$$;
