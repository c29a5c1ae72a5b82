-- The rows become customers, batch by batch, in the name of the member who started it: with his rights of that moment,
-- as his deed in the audit log. A row is written in the transaction that marks it, so that a worker may die anywhere.

-- The worker has no token. What it does for a member is done as if he asked: the claims hold until the transaction ends,
-- and a member who left, or a company that was shut, is nobody here as everywhere.
create function private.act_for_member(org uuid, member uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', member, 'org_id', org)::text, true);
end;
$$;
comment on function private.act_for_member(uuid, uuid) is
  'For the rest of the transaction the caller is this member of this organization.';
revoke execute on function private.act_for_member(uuid, uuid) from public;

create function private.write_import_rows(org uuid, import uuid, wanted integer[]) returns void
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
comment on function private.write_import_rows(uuid, uuid, integer[]) is
  'Makes customers with their properties of these rows and marks them, all or none.';
revoke execute on function private.write_import_rows(uuid, uuid, integer[]) from public;

-- Whatever was read of it, one row in a thousand may be refused by a constraint. It must not hold up its neighbours.
create function private.write_import_batch(org uuid, import uuid, wanted integer[]) returns void
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
comment on function private.write_import_batch(uuid, uuid, integer[]) is
  'As write_import_rows; a row the tables refuse is marked and the others are written.';
revoke execute on function private.write_import_batch(uuid, uuid, integer[]) from public;

-- Imports of a company wait for one another, and compare once more: what came in since the rows were judged, by hand or by
-- another import, does not come in twice.
create function private.mark_late_duplicates(org uuid, import uuid, wanted integer[]) returns integer[]
language plpgsql volatile set search_path = ''
as $$
declare
  known integer[];
begin
  with
    matched as (
      select m.row_number, m.customer_id, m.reason
      from private.match_customers(org, import, (
        select jsonb_agg(jsonb_build_object('row', r.row_number, 'customer', r.customer, 'property', r.property))
        from private.import_rows as r
        where r.org_id = org and r.import_id = import and r.row_number = any (wanted)
      )) as m
    ),
    marked as (
      update private.import_rows as r
      set outcome = 'duplicate', reason = m.reason, customer_id = m.customer_id
      from matched as m
      where r.org_id = org and r.import_id = import and r.row_number = m.row_number
      returning r.row_number
    )
  select array_agg(k.row_number) into known from marked as k;
  return array(select w from unnest(wanted) as w where w <> all (coalesce(known, '{}')) order by w);
end;
$$;
comment on function private.mark_late_duplicates(uuid, uuid, integer[]) is
  'Marks the rows whose customers are there by now; answers the others.';
revoke execute on function private.mark_late_duplicates(uuid, uuid, integer[]) from public;

create function ops.write_import(org uuid, import uuid, operation uuid, max_rows integer) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  author uuid;
  wanted integer[];
  fresh integer[];
begin
  perform pg_advisory_xact_lock(hashtextextended('import ' || org, 0));
  select b.created_by into author
  from public.imports as i
  join public.batch_operations as b on b.org_id = i.org_id and b.id = i.operation_id
  where i.org_id = org and i.id = import and i.operation_id = operation;
  perform private.act_for_member(org, author);
  perform private.require_permission('create', 'imports', 'all');
  perform private.require_permission('create', 'customers', 'all');
  perform private.require_permission('create', 'properties', 'all');
  select array_agg(n.row_number) into wanted
  from (
    select r.row_number from private.import_rows as r
    where r.org_id = org and r.import_id = import and r.outcome = 'new'
    order by r.row_number
    limit max_rows
  ) as n;
  if wanted is not null then
    fresh := private.mark_late_duplicates(org, import, wanted);
    if cardinality(fresh) > 0 then
      perform private.write_import_batch(org, import, fresh);
    end if;
  end if;
  return coalesce(cardinality(wanted), 0);
end;
$$;
comment on function ops.write_import(uuid, uuid, uuid, integer) is
  'Writes the next rows in the name of who started the operation; answers how many were dealt with, 0 at the end; 42501 '
  'where he may not any more. Definer: the worker has no right on any table.';
revoke execute on function ops.write_import(uuid, uuid, uuid, integer) from public;
grant execute on function ops.write_import(uuid, uuid, uuid, integer) to callout_worker;

-- After a crash the count goes on where it was.
create function ops.import_progress(org uuid, import uuid, operation uuid) returns bigint
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select greatest(0, b.total_count - (
      select count(*) from private.import_rows as r
      where r.org_id = org and r.import_id = import and r.outcome = 'new'
    ))
    from public.batch_operations as b
    where b.org_id = org and b.id = operation
  );
end;
$$;
comment on function ops.import_progress(uuid, uuid, uuid) is
  'How many of the rows an operation set out to write are dealt with. Definer: the worker has no right on any table.';
revoke execute on function ops.import_progress(uuid, uuid, uuid) from public;
grant execute on function ops.import_progress(uuid, uuid, uuid) to callout_worker;

-- Told once, however often the worker comes by.
create function ops.finish_import(org uuid, import uuid, operation uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  held public.imports := private.lock_import(org, import);
begin
  if held.imported_at is null and held.operation_id = operation then
    perform private.act_for_member(org, (
      select b.created_by from public.batch_operations as b where b.org_id = org and b.id = operation
    ));
    update public.imports as i
    set imported_at = now(), counts = private.import_counts(org, import)
    where i.org_id = org and i.id = import
    returning * into held;
    perform private.log_audit_event(org, 'import', 'import', import, 'notice', true);
    insert into private.outbox (org_id, type, entity, entity_id, sequence, data)
    values (
      org, 'customer.imported', 'import', import, held.version,
      jsonb_build_object('id', import, 'changed', '[]'::jsonb, 'counts', held.counts)
    );
  end if;
  return held.counts;
end;
$$;
comment on function ops.finish_import(uuid, uuid, uuid) is
  'All rows are written: counts them, writes it into the audit log and tells customer.imported. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.finish_import(uuid, uuid, uuid) from public;
grant execute on function ops.finish_import(uuid, uuid, uuid) to callout_worker;

create function ops.sweep_imports() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  swept integer;
begin
  with old as (
    select i.org_id, i.id
    from public.imports as i
    where i.rows_removed_at is null and i.created_at < now() - interval '30 days'
      and private.import_state(i) <> 'importing'
    limit 100
    for update skip locked
  )
  update public.imports as i
  set rows_removed_at = now(), counts = coalesce(i.counts, private.import_counts(i.org_id, i.id))
  from old
  where i.org_id = old.org_id and i.id = old.id;
  get diagnostics swept = row_count;
  delete from private.import_rows as r
  using public.imports as i
  where i.org_id = r.org_id and i.id = r.import_id and i.rows_removed_at = now();
  return swept;
end;
$$;
comment on function ops.sweep_imports() is
  'Removes the rows of imports older than thirty days; what became of them stays counted. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.sweep_imports() from public;
grant execute on function ops.sweep_imports() to callout_worker;

insert into ops.schedules (name, every_s) values ('sweep_imports', 3600);
