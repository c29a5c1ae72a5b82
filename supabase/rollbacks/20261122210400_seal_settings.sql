-- Undoes "seal settings".
delete from private.sealed_columns where table_name = 'public.system_settings';
drop policy system_settings_select_reader on public.system_settings;
create policy system_settings_select_reader on public.system_settings for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'settings')) = 'all'
  );
comment on column public.system_settings.is_encrypted is 'True where value is a sealed text; none of the shipped is.';
drop trigger refuse_plaintext on public.system_settings;
drop function private.refuse_plain_setting();
drop trigger record_insert on public.system_settings;
drop trigger record_update on public.system_settings;
drop trigger record_delete on public.system_settings;
create trigger record_insert after insert on public.system_settings
  referencing new table as new_rows
  for each statement execute function private.record_changes('setting');
create trigger record_update after update on public.system_settings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('setting');
create trigger record_delete after delete on public.system_settings
  referencing old table as old_rows
  for each statement execute function private.record_changes('setting');
create or replace function private.masked(row_data jsonb, masked text[]) returns jsonb
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  name text;
begin
  foreach name in array masked loop
    if row_data ->> name is not null then
      row_data := jsonb_set(row_data, array[name], '"***"');
    end if;
  end loop;
  return row_data;
end;
$$;
comment on function private.masked(jsonb, text[]) is 'The row with the named columns replaced by ***.';
