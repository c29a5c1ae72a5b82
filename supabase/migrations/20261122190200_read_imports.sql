-- What the worker does with an import before anything is written: it brings the rows of the file, reads them as
-- customers, and learns from here which of these are known already.

-- One work after the other: what was asked again meanwhile, or is over, is nobody's work any more.
create function private.import_under_check(org uuid, import uuid, check_no integer) returns public.imports
language plpgsql volatile set search_path = ''
as $$
declare
  held public.imports;
begin
  select i.* into held
  from public.imports as i
  where i.org_id = org and i.id = import and i.check_no = import_under_check.check_no
    and i.state in ('reading', 'checking')
  for update;
  return held;
end;
$$;
comment on function private.import_under_check(uuid, uuid, integer) is
  'The import, locked, while this reading of it is wanted; else null.';
revoke execute on function private.import_under_check(uuid, uuid, integer) from public;

create function ops.import_to_check(org uuid, import uuid, check_no integer) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.imports := private.import_under_check(org, import, check_no);
begin
  if held.id is null then
    return null;
  end if;
  return jsonb_build_object(
    'state', held.state, 'headings', held.headings, 'mapping', held.mapping, 'country', held.country,
    'area_code', held.area_code, 'file', (
      select jsonb_build_object('bucket', f.bucket, 'path', f.path)
      from public.file_storage as f
      where f.org_id = org and f.id = held.file_id and f.state = 'ready'
    )
  );
end;
$$;
comment on function ops.import_to_check(uuid, uuid, integer) is
  'What an import is to be read by, and where its file lies; null when nobody wants this reading any more. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.import_to_check(uuid, uuid, integer) from public;
grant execute on function ops.import_to_check(uuid, uuid, integer) to callout_worker;

-- Rows that came before the worker died stay: the same file is read again to the same rows.
create function ops.add_import_rows(org uuid, import uuid, rows jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.import_rows (org_id, import_id, row_number, cells)
  select org, i.id, (r ->> 'row')::integer, array(select jsonb_array_elements_text(r -> 'cells'))
  from public.imports as i
  cross join jsonb_array_elements(rows) as r
  where i.org_id = org and i.id = import and i.state = 'reading'
  on conflict (org_id, import_id, row_number) do nothing;
end;
$$;
comment on function ops.add_import_rows(uuid, uuid, jsonb) is
  '[{row, cells}]: rows of a file as they stand there. Definer: the worker has no right on any table.';
revoke execute on function ops.add_import_rows(uuid, uuid, jsonb) from public;
grant execute on function ops.add_import_rows(uuid, uuid, jsonb) to callout_worker;

create function ops.describe_import(org uuid, import uuid, check_no integer, facts jsonb) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.imports := private.import_under_check(org, import, check_no);
begin
  update public.imports as i
  set
    state = case when facts ? 'problem' then 'failed' else 'checking' end,
    problem = facts ->> 'problem',
    encoding = facts ->> 'encoding',
    separator = facts ->> 'separator',
    headings = array(select jsonb_array_elements_text(coalesce(facts -> 'headings', '[]'))),
    mapping = array(select jsonb_array_elements_text(coalesce(facts -> 'mapping', '[]'))),
    row_count = coalesce((facts ->> 'row_count')::integer, 0)
  where i.org_id = org and i.id = held.id;
  return found;
end;
$$;
comment on function ops.describe_import(uuid, uuid, integer, jsonb) is
  '{encoding, separator, headings, mapping, row_count} or {problem}: what the file is. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.describe_import(uuid, uuid, integer, jsonb) from public;
grant execute on function ops.describe_import(uuid, uuid, integer, jsonb) to callout_worker;

create function ops.import_rows(org uuid, import uuid, after_row integer, max_rows integer)
returns table (row_number integer, cells text[])
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select r.row_number, r.cells
    from private.import_rows as r
    where r.org_id = org and r.import_id = import and r.row_number > after_row
    order by r.row_number
    limit max_rows;
end;
$$;
comment on function ops.import_rows(uuid, uuid, integer, integer) is
  'The next rows of an import as they stand in the file. Definer: the worker has no right on any table.';
revoke execute on function ops.import_rows(uuid, uuid, integer, integer) from public;
grant execute on function ops.import_rows(uuid, uuid, integer, integer) to callout_worker;

-- Who is known already: by mail or telephone, unless both name and place speak against it; by name and place; and by the
-- name alone where a row says nothing else. What this import itself has written is not held against it.
create function private.match_customers(org uuid, import uuid, rows jsonb)
returns table (row_number integer, customer_id uuid, reason text)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    with
      given as materialized (
        select
          (r ->> 'row')::integer as n, r -> 'customer' ->> 'email' as email, r -> 'customer' ->> 'phone' as phone,
          private.search_key(private.imported_name(r -> 'customer')) as name,
          private.search_key(private.imported_place(r -> 'property')) as place
        from jsonb_array_elements(rows) as r
      ),
      hits as (
        select g.n, c.id, c.sort_name = g.name as is_named, 'same_email' as reason, 1 as rank
        from given as g
        join public.customers as c on c.org_id = org and c.email = g.email and c.deleted_at is null
        union all
        select g.n, c.id, c.sort_name = g.name, 'same_phone', 2
        from given as g
        join public.customers as c on c.org_id = org and c.phone = g.phone and c.deleted_at is null
        union all
        select g.n, c.id, true, case when g.place is null then 'same_name' else 'same_place' end, 3
        from given as g
        join public.customers as c on c.org_id = org and c.sort_name = g.name and c.deleted_at is null
        where case
          when g.place is null then g.email is null and g.phone is null
          else private.has_place(org, c.id, g.place)
        end
      )
    select distinct on (h.n) h.n, h.id, h.reason
    from hits as h
    join given as g on g.n = h.n
    where (h.is_named or g.place is null or coalesce(private.has_place(org, h.id, g.place), true))
      and not exists (
        select from private.import_rows as w
        where w.org_id = org and w.customer_id = h.id and w.import_id = import and w.outcome = 'created'
      )
    order by h.n, h.rank, h.id;
end;
$$;
comment on function private.match_customers(uuid, uuid, jsonb) is
  '[{row, customer, property}] against the customers of an organization: whose duplicate each row is, and by what.';

create function private.has_place(org uuid, customer uuid, place text) returns boolean
language sql stable set search_path = ''
as $$
  select bool_or(p.sort_name = place)
  from public.properties as p
  where p.org_id = org and p.customer_id = customer and p.deleted_at is null
$$;
comment on function private.has_place(uuid, uuid, text) is
  'Whether a customer has a property of this address; null where he has none at all.';

create function private.imported_name(customer jsonb) returns text
language sql immutable set search_path = ''
as $$
  select case customer ->> 'kind'
    when 'company' then customer ->> 'company_name'
    else btrim(coalesce(customer ->> 'first_name', '') || ' ' || coalesce(customer ->> 'last_name', ''))
  end
$$;
comment on function private.imported_name(jsonb) is 'As customers.display_name.';

create function private.imported_place(property jsonb) returns text
language sql immutable set search_path = ''
as $$
  select (property ->> 'line1') || ' ' || coalesce((property ->> 'line2') || ' ', '') || (property ->> 'city')
$$;
comment on function private.imported_place(jsonb) is 'As properties.sort_name before it is folded; null without a place.';
revoke execute on function
  private.match_customers(uuid, uuid, jsonb), private.has_place(uuid, uuid, text), private.imported_name(jsonb),
  private.imported_place(jsonb)
  from public;

create function ops.match_import_rows(org uuid, import uuid, rows jsonb)
returns table (row_number integer, customer_id uuid, reason text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select m.row_number, m.customer_id, m.reason from private.match_customers(org, import, rows) as m;
end;
$$;
comment on function ops.match_import_rows(uuid, uuid, jsonb) is
  'Which of these rows are known customers. Definer: the worker has no right on any table.';
revoke execute on function ops.match_import_rows(uuid, uuid, jsonb) from public;
grant execute on function ops.match_import_rows(uuid, uuid, jsonb) to callout_worker;

create function ops.judge_import_rows(org uuid, import uuid, check_no integer, rows jsonb) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.imports := private.import_under_check(org, import, check_no);
begin
  if held.id is null then
    return false;
  end if;
  update private.import_rows as r
  set
    customer = j.customer, property = j.property, warnings = j.warnings, outcome = j.outcome, reason = j.reason,
    matches_row = j.matches_row, customer_id = c.id, check_no = held.check_no
  from jsonb_to_recordset(rows) as j (
    "row" integer, customer jsonb, property jsonb, warnings text[], outcome text, reason text, matches_row integer,
    customer_id uuid
  )
  -- Somebody may have removed the customer since the row was compared.
  left join public.customers as c on c.org_id = org and c.id = j.customer_id
  where r.org_id = org and r.import_id = import and r.row_number = j."row";
  return true;
end;
$$;
comment on function ops.judge_import_rows(uuid, uuid, integer, jsonb) is
  'What was read of rows and what becomes of them; false when nobody wants this reading any more. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.judge_import_rows(uuid, uuid, integer, jsonb) from public;
grant execute on function ops.judge_import_rows(uuid, uuid, integer, jsonb) to callout_worker;

create function ops.end_import_check(org uuid, import uuid, check_no integer) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.imports := private.import_under_check(org, import, check_no);
begin
  update public.imports as i set state = 'ready' where i.org_id = org and i.id = held.id;
  return found;
end;
$$;
comment on function ops.end_import_check(uuid, uuid, integer) is
  'All rows are judged: the import waits for a person. Definer: the worker has no right on any table.';
revoke execute on function ops.end_import_check(uuid, uuid, integer) from public;
grant execute on function ops.end_import_check(uuid, uuid, integer) to callout_worker;
