-- Undoes "erase custom fields": all of them are emptied again.
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
      else format(
        '%1$I = case jsonb_typeof(t.%1$I) when ''array'' then ''[]''::jsonb when ''object'' then ''{}''::jsonb end',
        c.name
      )
    end, ', '
  ) into assignments
  from private.personal_data_columns as c
  where c.relation = place.relation and c.rule in ('clear', 'word', 'empty');
  return format(
    'update %s as t set %s where %s and $2 is not null', place.relation, assignments, private.person_condition(place)
  );
end;
$$;
drop function private.cleared_fields(uuid, text, jsonb);
delete from private.personal_data_columns
where name = 'custom_fields' and relation in ('public.jobs', 'public.bookings');
update private.personal_data_columns set rule = 'empty', reason = case relation
  when 'public.customers' then 'Whatever a company keeps of its customers.'
  else 'Whatever a company keeps of a place.' end
where name = 'custom_fields';
alter table private.personal_data_columns
  drop constraint personal_data_columns_rule_check,
  add constraint personal_data_columns_rule_check check (rule in ('clear', 'word', 'empty', 'row', 'stay'));
comment on column private.personal_data_columns.rule is
  'clear: becomes null; word: a fixed word takes its place; empty: {} or []; row: goes with its row; stay: is kept, '
  'reason says why.';
