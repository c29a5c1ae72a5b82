-- A column of a list may be a field of the company's own. Its cells are read and judged by the field's kind before
-- anything is written; what the fields refuse all the same, because they were changed meanwhile, is a row like others
-- that the tables refuse.

create or replace function private.is_import_mapping(mapping text[]) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
begin
  return not exists (
    select from unnest(mapping) as field
    where field <> all (array[
        'company_name', 'full_name', 'first_name', 'last_name', 'email', 'phone', 'address', 'line1', 'house_number',
        'line2', 'postcode', 'city', 'region', 'country', 'lat', 'lng', 'source', 'notes'
      ])
      and field !~ '^custom_fields\.[a-z][a-z0-9_]{0,39}$'
  );
end;
$$;
comment on function private.is_import_mapping(text[]) is
  'Whether each column is something a customer has, "custom_fields.<key>" for a field of the company''s own, or null.';

alter table private.import_rows
  drop constraint import_rows_reason_check,
  add constraint import_rows_reason_check check (
    reason in (
      'no_name', 'too_long', 'too_many_cells', 'wrong_number', 'wrong_date', 'wrong_yes_no', 'wrong_choice',
      'wrong_url', 'same_email', 'same_phone', 'same_place', 'same_name', 'refused'
    )
  );

create function private.require_mapped_fields(org uuid, mapping jsonb) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if exists (
    select from jsonb_array_elements_text(mapping) as m (field)
    where m.field like 'custom\_fields.%'
      and not exists (
        select from public.custom_field_definitions as d
        where d.org_id = org and d.entity = 'customer' and 'custom_fields.' || d.key = m.field
          and d.is_active and d.deleted_at is null
      )
  ) then
    perform private.invalid('unknown', 'There is no such field.', 'mapping');
  end if;
end;
$$;
comment on function private.require_mapped_fields(uuid, jsonb) is
  'Raises CO422 for a mapping that names a field of customers that is not asked.';
revoke execute on function private.require_mapped_fields(uuid, jsonb) from public;

create or replace function public.update_import(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  held public.imports;
begin
  perform private.require_permission('create', 'imports', 'all');
  held := private.lock_import(org, update_import.id);
  perform private.require_version(held.version, expected_version);
  if held.state = 'started' then
    raise exception 'import_started: This import has begun.' using errcode = 'CO409', hint = 'id';
  elsif held.state in ('reading', 'failed') or held.rows_removed_at is not null then
    raise exception 'import_not_ready: This file was not read.' using errcode = 'CO409', hint = 'id';
  end if;
  perform private.require_mapped_fields(org, changes -> 'mapping');
  update public.imports as i
  set
    mapping = case
      when changes ? 'mapping' then array(
        select m.field from jsonb_array_elements_text(changes -> 'mapping') with ordinality as m (field, place)
        order by m.place
      )
      else i.mapping
    end,
    country = coalesce(changes ->> 'country', i.country),
    area_code = case when changes ? 'area_code' then changes ->> 'area_code' else i.area_code end,
    state = 'checking',
    check_no = i.check_no + 1
  where i.org_id = org and i.id = held.id
  returning * into held;
  perform private.check_import(held);
  return jsonb_build_object('status', 200, 'data', private.import_answer(held));
end;
$$;

create or replace function private.write_import_rows(org uuid, import uuid, wanted integer[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  with
    source as materialized (
      select r.row_number, private.uuid_v7() as customer_id, r.customer, r.property
      from private.import_rows as r
      where r.org_id = org and r.import_id = import and r.row_number = any (wanted)
      order by r.row_number
    ),
    made as (
      insert into public.customers
        (org_id, id, kind, first_name, last_name, company_name, email, phone, source, notes, custom_fields)
      select
        org, s.customer_id, c.kind, c.first_name, c.last_name, c.company_name, c.email, c.phone,
        coalesce(c.source, 'import'), c.notes, coalesce(c.custom_fields, '{}')
      from source as s
      cross join lateral jsonb_populate_record(null::public.customers, s.customer) as c
    ),
    placed as (
      insert into public.properties
        (org_id, customer_id, line1, line2, city, region, postcode, country, lat, lng, is_primary)
      select
        org, s.customer_id, p.line1, p.line2, p.city, p.region, p.postcode, p.country, p.lat, p.lng, true
      from source as s
      cross join lateral jsonb_populate_record(null::public.properties, s.property) as p
      where s.property is not null
    )
  update private.import_rows as r
  set outcome = 'created', customer_id = s.customer_id
  from source as s
  -- The numbers are said twice: without them each row is compared with all of the file.
  where r.org_id = org and r.import_id = import and r.row_number = any (wanted) and r.row_number = s.row_number;
end;
$$;

create or replace function private.write_import_batch(org uuid, import uuid, wanted integer[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  one integer;
begin
  perform private.write_import_rows(org, import, wanted);
exception
  -- CO422: what was asked of a field has changed since its values were judged.
  when integrity_constraint_violation or data_exception or sqlstate 'CO422' then
    if cardinality(wanted) > 1 then
      foreach one in array wanted loop
        perform private.write_import_batch(org, import, array[one]);
      end loop;
    else
      update private.import_rows as r
      set outcome = 'error', reason = 'refused'
      where r.org_id = org and r.import_id = import and r.row_number = wanted[1];
    end if;
end;
$$;

create or replace function ops.list_custom_fields(org uuid, entity text) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select jsonb_build_object(
      'key', d.key, 'name', d.name, 'type', d.type, 'options', d.options, 'is_active', d.is_active
    )
    from public.custom_field_definitions as d
    where d.org_id = org and d.entity = list_custom_fields.entity and d.deleted_at is null
    order by d.position, d.id;
end;
$$;
comment on function ops.list_custom_fields(uuid, text) is
  '{key, name, type, options, is_active} of each field of a kind of record, in order, those that are asked no more '
  'too: old values are read by them. Definer: the worker has no right on any table.';
