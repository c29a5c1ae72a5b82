-- Undoes "import custom fields": columns that were such fields are left out, rows that failed at them are refused.
update public.imports as i
set mapping = array(
  select case when m.field like 'custom\_fields.%' then null else m.field end
  from unnest(i.mapping) with ordinality as m (field, place)
  order by m.place
)
where array_to_string(i.mapping, ' ') like '%custom\_fields.%';
update private.import_rows set reason = 'refused' where reason like 'wrong\_%';
create or replace function private.is_import_mapping(mapping text[]) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
begin
  return array_remove(mapping, null) <@ array[
    'company_name', 'full_name', 'first_name', 'last_name', 'email', 'phone', 'address', 'line1', 'house_number',
    'line2', 'postcode', 'city', 'region', 'country', 'lat', 'lng', 'source', 'notes'
  ];
end;
$$;
comment on function private.is_import_mapping(text[]) is 'Whether each column is something a customer has, or null.';

alter table private.import_rows
  drop constraint import_rows_reason_check,
  add constraint import_rows_reason_check check (
    reason in (
      'no_name', 'too_long', 'too_many_cells', 'same_email', 'same_phone', 'same_place', 'same_name', 'refused'
    )
  );

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

drop function private.require_mapped_fields(uuid, jsonb);

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
        (org_id, id, kind, first_name, last_name, company_name, email, phone, source, notes)
      select
        org, s.customer_id, c.kind, c.first_name, c.last_name, c.company_name, c.email, c.phone,
        coalesce(c.source, 'import'), c.notes
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
  when integrity_constraint_violation or data_exception then
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
    select jsonb_build_object('key', d.key, 'name', d.name, 'type', d.type, 'options', d.options)
    from public.custom_field_definitions as d
    where d.org_id = org and d.entity = list_custom_fields.entity and d.deleted_at is null
    order by d.position, d.id;
end;
$$;
comment on function ops.list_custom_fields(uuid, text) is
  '{key, name, type, options} of each field of a kind of record, in order, those that are asked no more too: old values '
  'are read by them. Definer: the worker has no right on any table.';
