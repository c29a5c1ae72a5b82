-- A setting that is a secret (a password of a mail server, a key of a service) says so, is sealed, and is in no history.
-- Not each setting is one, so history masks by the value: "value~" in a trigger's list means "value, where it is sealed".
create or replace function private.masked(row_data jsonb, masked text[]) returns jsonb
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  name text;
begin
  foreach name in array masked loop
    if right(name, 1) = '~' then
      name := left(name, -1);
      continue when private.sealed_key(row_data ->> name) is null;
    end if;
    if row_data ->> name is not null then
      row_data := jsonb_set(row_data, array[name], '"***"');
    end if;
  end loop;
  return row_data;
end;
$$;
comment on function private.masked(jsonb, text[]) is
  'The row with the named columns replaced by ***; a name that ends in ~ only where its value is sealed.';

drop trigger record_insert on public.system_settings;
drop trigger record_update on public.system_settings;
drop trigger record_delete on public.system_settings;
create trigger record_insert after insert on public.system_settings
  referencing new table as new_rows
  for each statement execute function private.record_changes('setting', '{value~}');
create trigger record_update after update on public.system_settings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('setting', '{value~}');
create trigger record_delete after delete on public.system_settings
  referencing old table as old_rows
  for each statement execute function private.record_changes('setting', '{value~}');

-- Both ways: what says it is a secret is sealed, and what is sealed says so, or it would be shown as a value.
create function private.refuse_plain_setting() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.is_encrypted then
    perform private.require_sealed(
      new.org_id, case when jsonb_typeof(new.value) = 'string' then new.value #>> '{}' else '' end
    );
  elsif private.sealed_key(new.value #>> '{}') is not null then
    raise exception 'invalid: A sealed value says that it is encrypted.' using errcode = 'CO422', hint = 'is_encrypted';
  end if;
  return new;
end;
$$;
comment on function private.refuse_plain_setting() is
  'Before a setting is written: is_encrypted and a sealed value go together. Definer: keys are nobody''s table.';
revoke execute on function private.refuse_plain_setting() from public;
create trigger refuse_plaintext before insert or update of value, is_encrypted on public.system_settings
  for each row execute function private.refuse_plain_setting();
comment on column public.system_settings.is_encrypted is
  'True where value is a sealed text, bound to "<category>.<name>" as its row.';

-- Members read this table; a sealed value is not theirs, not even sealed.
drop policy system_settings_select_reader on public.system_settings;
create policy system_settings_select_reader on public.system_settings for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'settings')) = 'all'
    and not is_encrypted
  );

insert into private.sealed_columns (table_name, column_name, key_expression, is_json)
values ('public.system_settings', 'value', 'category || ''.'' || name', true);
