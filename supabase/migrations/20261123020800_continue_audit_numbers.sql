-- Lines carry the number of the transaction that wrote them, and the sealer goes by these numbers. A dump that is
-- restored into another cluster brings lines and seals along, and starts counting anew below them: new lines would seem
-- older than the last seal, be left out, and be named as slipped in. So the count goes on above what is there. The
-- sealer notices it by itself: no number of this cluster reaches the one it sealed up to.

alter table ops.audit_seal_state add column number_offset bigint not null default 0;
comment on column ops.audit_seal_state.number_offset is
  'Added to the transaction numbers of this cluster, so that lines of an earlier one stay below them.';

create function private.audit_number(number xid8) returns xid8
language plpgsql stable set search_path = ''
as $$
begin
  return (number::text::bigint + (select s.number_offset from ops.audit_seal_state as s))::text::xid8;
end;
$$;
comment on function private.audit_number(xid8) is 'A transaction number of this cluster as lines of the audit log have it.';
revoke execute on function private.audit_number(xid8) from public;

-- Lines written between the restore and now have numbers of the new count. They are sealed on their own: none of them is
-- older than the last run, and each is in no seal.
create function private.seal_strayed_lines(state ops.audit_seal_state) returns bigint
language plpgsql volatile set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  batch record;
  lines bigint := 0;
begin
  for batch in
    select
      n.org_id, array_agg(n.id order by n.id) as ids,
      string_agg(private.audit_leaf(n.line, c), ''::bytea order by n.id) as leaves
    from (
      select a.org_id, a.id, a as line, (row_number() over (partition by a.org_id order by a.id) - 1) / 1000 as part
      from public.audit_logs as a
      where a.xid < state.sealed_upto and a.created_at > state.last_run_at - interval '1 hour'
        and not exists (
          select from private.audit_seals as s
          where s.org_id = a.org_id and s.sealed_at > state.last_run_at - interval '2 hours' and a.id = any (s.ids)
        )
    ) as n
    left join private.change_log as c
      on c.org_id = n.org_id and c.id = (n.line).change_id and c.created_at = (n.line).created_at
    group by n.org_id, n.part
    order by n.org_id, n.part
  loop
    perform private.append_audit_seal(batch.org_id, batch.ids, batch.leaves, state.last_run_at);
    lines := lines + cardinality(batch.ids);
  end loop;
  return lines;
end;
$$;
comment on function private.seal_strayed_lines(ops.audit_seal_state) is
  'Seals lines that a new count numbered below the last seal; answers how many.';
revoke execute on function private.seal_strayed_lines(ops.audit_seal_state) from public;

-- The default of the column is a constant expression, so a line costs as much as before. Writers are held off meanwhile,
-- or one of them would still write a number of the new count behind the strays.
create function private.continue_audit_numbers(state ops.audit_seal_state) returns bigint
language plpgsql volatile set search_path = '' set lock_timeout = '5s'
as $$
declare
  strayed bigint;
  above bigint;
begin
  if private.audit_number(pg_snapshot_xmax(pg_current_snapshot())) >= state.sealed_upto then
    return 0;
  end if;
  lock table public.audit_logs in share row exclusive mode;
  strayed := private.seal_strayed_lines(state);
  select greatest(max(a.xid), state.sealed_upto)::text::bigint + 1 into above from public.audit_logs as a;
  execute format(
    'alter table public.audit_logs alter column xid set default (pg_current_xact_id()::text::bigint + %s)::text::xid8',
    above
  );
  update ops.audit_seal_state as s set number_offset = above;
  return strayed;
end;
$$;
comment on function private.continue_audit_numbers(ops.audit_seal_state) is
  'Where the cluster counts below what is sealed: seals what strayed, and has the count go on above. Answers how many '
  'lines that were.';
revoke execute on function private.continue_audit_numbers(ops.audit_seal_state) from public;

-- As before, by the numbers that lines have; and a run that stopped before a large transaction says that more waits.
create or replace function private.audit_seal_limit(since xid8, max_rows integer) returns xid8
language plpgsql volatile set search_path = ''
as $$
declare
  horizon constant xid8 := private.audit_number(pg_snapshot_xmin(pg_current_snapshot()));
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
  lines := private.continue_audit_numbers(state);
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
    'is_behind', exists (
      select from public.audit_logs as a
      where a.xid >= upto and a.xid < private.audit_number(pg_snapshot_xmin(pg_current_snapshot()))
    )
  );
end;
$$;
