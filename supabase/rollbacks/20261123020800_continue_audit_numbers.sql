-- Undoes "continue audit numbers". A count that went on above another cluster's goes on: the default of the column stays
-- where the sealer set it, since lines numbered below the last seal would be named as slipped in.
create or replace function ops.seal_audit_logs(max_rows integer) returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  state ops.audit_seal_state;
  upto xid8;
  batch record;
  seal private.audit_seals;
  heads jsonb := '{}';
  lines bigint := 0;
begin
  select s.* into state from ops.audit_seal_state as s for update skip locked;
  if not found then
    return jsonb_build_object('lines', 0, 'heads', '[]'::jsonb, 'is_behind', false);
  end if;
  upto := private.audit_seal_limit(state.sealed_upto, max_rows);
  for batch in
    select
      n.org_id, array_agg(n.id order by n.id) as ids,
      string_agg(private.audit_leaf(n.line, c), ''::bytea order by n.id) as leaves
    from (
      select a.org_id, a.id, a as line, (row_number() over (partition by a.org_id order by a.id) - 1) / 1000 as part
      from public.audit_logs as a
      where a.xid >= state.sealed_upto and a.xid < upto
    ) as n
    left join private.change_log as c
      on c.org_id = n.org_id and c.id = (n.line).change_id and c.created_at = (n.line).created_at
    group by n.org_id, n.part
    order by n.org_id, n.part
  loop
    seal := private.append_audit_seal(batch.org_id, batch.ids, batch.leaves, state.last_run_at);
    lines := lines + seal.row_count;
    heads := heads || jsonb_build_object(seal.org_id, jsonb_build_object(
      'org_id', seal.org_id, 'seq', seal.seq, 'hash', encode(seal.hash, 'hex'), 'sealed_at', seal.sealed_at
    ));
  end loop;
  update ops.audit_seal_state as s set sealed_upto = upto, last_run_at = clock_timestamp();
  return jsonb_build_object(
    'lines', lines,
    'heads', (select coalesce(jsonb_agg(h.value), '[]') from jsonb_each(heads) as h),
    'is_behind', upto < pg_snapshot_xmin(pg_current_snapshot()) and lines >= max_rows
  );
end;
$$;

create or replace function private.audit_seal_limit(since xid8, max_rows integer) returns xid8
language plpgsql volatile set search_path = ''
as $$
declare
  horizon constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
  cut xid8;
begin
  select a.xid into cut
  from public.audit_logs as a
  where a.xid >= since and a.xid < horizon
  order by a.xid
  offset max_rows
  limit 1;
  if cut is null then
    return horizon;
  end if;
  if cut > since then
    return cut;
  end if;
  select a.xid into cut
  from public.audit_logs as a
  where a.xid > since and a.xid < horizon
  order by a.xid
  limit 1;
  return coalesce(cut, horizon);
end;
$$;

drop function private.continue_audit_numbers(ops.audit_seal_state);
drop function private.seal_strayed_lines(ops.audit_seal_state);
drop function private.audit_number(xid8);
alter table ops.audit_seal_state drop column number_offset;
