-- What people say of imports: begin one with a file they sent, say what its columns are, start it, look at its rows.

-- A hundred thousand rows take some thirty milliseconds; the counts of an import that is over are kept with it.
create function private.import_counts(org uuid, import uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return (
    select jsonb_build_object(
      'new', count(*) filter (where r.outcome = 'new'),
      'duplicate', count(*) filter (where r.outcome = 'duplicate'),
      'error', count(*) filter (where r.outcome = 'error'),
      'created', count(*) filter (where r.outcome = 'created'),
      'unsure', count(*) filter (where r.warnings <> '{}' and r.outcome in ('new', 'created'))
    )
    from private.import_rows as r
    where r.org_id = org and r.import_id = import
  );
end;
$$;
comment on function private.import_counts(uuid, uuid) is
  'Rows of an import by what becomes of them; unsure: those of which something went to the notes.';
revoke execute on function private.import_counts(uuid, uuid) from public;

-- Once started, its batch operation tells how it stands.
create function private.import_state(i public.imports) returns text
language plpgsql stable set search_path = ''
as $$
begin
  if i.state <> 'started' or i.imported_at is not null then
    return case when i.imported_at is not null then 'done' else i.state end;
  end if;
  return coalesce((
    select case b.status when 'failed' then 'stopped' when 'cancelled' then 'cancelled' else 'importing' end
    from public.batch_operations as b
    where b.org_id = i.org_id and b.id = i.operation_id
  ), 'stopped');
end;
$$;
comment on function private.import_state(public.imports) is
  'reading, checking, ready, failed, importing, done, stopped or cancelled.';
revoke execute on function private.import_state(public.imports) from public;

create function private.import_answer(i public.imports) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', i.id, 'file_name', i.file_name, 'state', private.import_state(i), 'problem', i.problem,
    'encoding', i.encoding, 'separator', i.separator, 'headings', i.headings, 'mapping', i.mapping,
    'country', i.country, 'area_code', i.area_code, 'row_count', i.row_count,
    'counts', coalesce(i.counts, private.import_counts(i.org_id, i.id)),
    'judged', (
      select count(*) from private.import_rows as r
      where i.state = 'checking' and r.org_id = i.org_id and r.import_id = i.id and r.check_no = i.check_no
    ),
    'samples', (
      select coalesce(jsonb_agg(to_jsonb(s.cells) order by s.row_number), '[]')
      from (
        select r.row_number, r.cells from private.import_rows as r
        where r.org_id = i.org_id and r.import_id = i.id
        order by r.row_number limit 5
      ) as s
    ),
    'operation_id', i.operation_id,
    'created_by', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p where p.id = i.created_by
    ),
    'rows_removed_at', i.rows_removed_at, 'version', i.version, 'created_at', i.created_at,
    'updated_at', i.updated_at
  );
end;
$$;
comment on function private.import_answer(public.imports) is 'An import as the API shows it.';
revoke execute on function private.import_answer(public.imports) from public;

create function private.lock_import(org uuid, wanted uuid) returns public.imports
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.imports;
begin
  select i.* into found_row from public.imports as i where i.org_id = org and i.id = wanted for update;
  if not found then
    raise exception 'not_found: There is no such import.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_import(uuid, uuid) is 'Locks an import; raises CO404.';
revoke execute on function private.lock_import(uuid, uuid) from public;

create function private.check_import(i public.imports) returns void
language sql volatile set search_path = ''
as $$
  select private.enqueue_job(
    i.org_id, 'import_check', jsonb_build_object('import_id', i.id, 'check_no', i.check_no)
  )
$$;
comment on function private.check_import(public.imports) is 'Has the worker read and judge the rows.';
revoke execute on function private.check_import(public.imports) from public;

create function public.create_import(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  file public.file_storage;
  made public.imports;
begin
  perform private.require_permission('create', 'imports', 'all');
  answer := private.claim_idempotency('create_import', payload, org);
  if answer is not null then
    return answer;
  end if;
  select f.* into file
  from public.file_storage as f
  where f.org_id = org and f.id = (payload ->> 'file_id')::uuid and f.mime in ('text/csv', 'text/plain');
  if not found or not private.can_read_file(org, file.id) then
    raise exception 'file_not_found: There is no such list.' using errcode = 'CO422', hint = 'file_id';
  elsif file.state <> 'ready' then
    raise exception 'file_not_ready: The file was not looked at yet, or was refused.'
      using errcode = 'CO409', hint = 'file_id';
  end if;
  insert into public.imports (org_id, file_id, file_name, country)
  values (org, file.id, file.name, (select o.country from public.organizations as o where o.id = org))
  returning * into made;
  perform private.check_import(made);
  return private.remember_answer(org, 201, private.import_answer(made));
end;
$$;
comment on function public.create_import(jsonb) is
  '{file_id}: an import of a file the caller may see, which the worker reads at once. '
  'Definer: imports are written by functions only.';
revoke execute on function public.create_import(jsonb) from public, anon;
grant execute on function public.create_import(jsonb) to authenticated;

create function public.get_import(import uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  held public.imports;
begin
  perform private.require_permission('read', 'imports', 'all');
  select i.* into held from public.imports as i where i.org_id = org and i.id = import;
  if not found then
    raise exception 'not_found: There is no such import.' using errcode = 'CO404', hint = 'id';
  end if;
  return private.import_answer(held);
end;
$$;
comment on function public.get_import(uuid) is
  'An import with its counts and first rows. Definer: its rows are nobody''s table.';
revoke execute on function public.get_import(uuid) from public, anon;
grant execute on function public.get_import(uuid) to authenticated;

create function public.list_imports(page_limit integer default 50, after_key jsonb default null) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  after_at constant timestamptz := coalesce((after_key ->> 'created_at')::timestamptz, 'infinity');
  after_id constant uuid := coalesce((after_key ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform private.require_permission('read', 'imports', 'all');
  return query
    select private.import_answer(i)
    from public.imports as i
    where i.org_id = org and (i.created_at, i.id) < (after_at, after_id)
    order by i.created_at desc, i.id desc
    limit private.page_size(page_limit);
end;
$$;
comment on function public.list_imports(integer, jsonb) is
  'Imports, latest first; after_key: {created_at, id}. Definer: their rows are nobody''s table.';
revoke execute on function public.list_imports(integer, jsonb) from public, anon;
grant execute on function public.list_imports(integer, jsonb) to authenticated;

create function public.update_import(id uuid, expected_version bigint, changes jsonb) returns jsonb
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
comment on function public.update_import(uuid, bigint, jsonb) is
  '{mapping?, country?, area_code?}: another reading of the same rows, which are judged anew. '
  'Definer: imports are written by functions only.';
revoke execute on function public.update_import(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_import(uuid, bigint, jsonb) to authenticated;

-- What was stopped or called off goes on where it was: rows that were written are not new any more.
create function public.start_import(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  held public.imports;
  waiting bigint;
begin
  perform private.require_permission('create', 'imports', 'all');
  perform private.require_permission('create', 'customers', 'all');
  perform private.require_permission('create', 'properties', 'all');
  answer := private.claim_idempotency('start_import', payload, org);
  if answer is not null then
    return answer;
  end if;
  held := private.lock_import(org, (payload ->> 'id')::uuid);
  if private.import_state(held) in ('importing', 'done') then
    raise exception 'import_started: This import has begun.' using errcode = 'CO409', hint = 'id';
  elsif private.import_state(held) not in ('ready', 'stopped', 'cancelled') or held.rows_removed_at is not null then
    raise exception 'import_not_ready: This file was not looked through.' using errcode = 'CO409', hint = 'id';
  end if;
  waiting := (private.import_counts(org, held.id) ->> 'new')::bigint;
  if waiting = 0 then
    raise exception 'nothing_to_import: No row of this file is new.' using errcode = 'CO409', hint = 'id';
  end if;
  update public.imports as i
  set state = 'started', operation_id = (
    private.start_batch_operation(
      org, 'customer_import', jsonb_build_object('import_id', held.id, 'name', held.file_name), waiting
    )
  ).id
  where i.org_id = org and i.id = held.id
  returning * into held;
  return private.remember_answer(org, 200, private.import_answer(held));
end;
$$;
comment on function public.start_import(jsonb) is
  '{id}: has the worker write the new rows, as a batch operation of the caller. '
  'Definer: imports are written by functions only.';
revoke execute on function public.start_import(jsonb) from public, anon;
grant execute on function public.start_import(jsonb) to authenticated;

create function public.list_import_rows(
  import uuid, filters jsonb default '{}', page_limit integer default 50, after_row integer default 0
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  wanted constant text[] := string_to_array(filters ->> 'outcome', ',');
  sees_names boolean;
begin
  perform private.require_permission('read', 'imports', 'all');
  sees_names := coalesce(private.permission_scope('read', 'customers') = 'all', false);
  if not exists (select from public.imports as i where i.org_id = org and i.id = import) then
    raise exception 'not_found: There is no such import.' using errcode = 'CO404', hint = 'id';
  end if;
  return query
    select jsonb_build_object(
      'row', r.row_number, 'outcome', r.outcome, 'reason', r.reason, 'warnings', r.warnings,
      'matches_row', r.matches_row, 'cells', r.cells,
      'customer', case when c.id is not null and sees_names then
        jsonb_build_object('id', c.id, 'display_name', c.display_name)
      end
    )
    from private.import_rows as r
    left join public.customers as c on c.org_id = org and c.id = r.customer_id and c.deleted_at is null
    where r.org_id = org
      and r.import_id = import
      and r.row_number > after_row
      and (wanted is null or r.outcome = any (wanted))
    order by r.row_number
    limit least(greatest(page_limit, 1), 2001);
end;
$$;
comment on function public.list_import_rows(uuid, jsonb, integer, integer) is
  'Rows of an import with what becomes of them and why; filters: outcome, a comma list. '
  'Definer: the rows are nobody''s table.';
revoke execute on function public.list_import_rows(uuid, jsonb, integer, integer) from public, anon;
grant execute on function public.list_import_rows(uuid, jsonb, integer, integer) to authenticated;
