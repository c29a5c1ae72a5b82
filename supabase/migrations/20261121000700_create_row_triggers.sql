-- What every business table does with a changed row: it counts versions, keeps its time, and never lets a key move.

-- Version, updated_at and edit_count follow a real change only. The version is what If-Match compares, so a counter
-- or a repeated save of the same values must not make somebody else's edit stale.
create function private.touch_row() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if to_jsonb(new) - private.bookkeeping_columns() is distinct from to_jsonb(old) - private.bookkeeping_columns() then
    new.version := old.version + 1;
    new.updated_at := now();
    if to_jsonb(new) ? 'edit_count' and private.uuid_claim('sub') is not null then
      new := jsonb_populate_record(new, jsonb_build_object('edit_count', old.edit_count + 1));
    end if;
  end if;
  return new;
end;
$$;
comment on function private.touch_row() is 'Before update: version, updated_at and edit_count follow real changes.';
revoke execute on function private.touch_row() from public;

-- A row never moves to another organization and never changes its key: else one update would carry a record, with all
-- that hangs on it, past every check made when it was inserted. The author may only be forgotten, by erasure.
create function private.forbid_change() returns trigger
language plpgsql set search_path = ''
as $$
declare
  before jsonb := to_jsonb(old);
  after jsonb := to_jsonb(new);
  name text;
begin
  foreach name in array tg_argv loop
    if after -> name is distinct from before -> name
      and not (name = 'created_by' and after -> name = 'null'::jsonb) then
      raise exception 'immutable: % of a row in % never changes.', name, tg_table_name
        using errcode = '42501', hint = name;
    end if;
  end loop;
  return new;
end;
$$;
comment on function private.forbid_change() is
  'Before update of the named columns: refuses; created_by may become null.';
revoke execute on function private.forbid_change() from public;
