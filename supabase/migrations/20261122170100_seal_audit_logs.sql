-- Changing the record of who did what must show. Every minute the worker seals what was written since: per organization
-- a list of rows with a hash of each, chained to the seal before. Sealing never holds up a write: it takes the rows of
-- transactions older than every running one, so none can appear behind it, and it changes no row.

-- What is not sealed yet is found by the transaction that wrote it; no row is marked, so nothing is written twice.
create index audit_logs_xid_idx on public.audit_logs (xid);

create table private.audit_seals (
  org_id uuid not null references public.organizations (id) on delete cascade,
  seq bigint not null,
  row_count integer not null,
  ids uuid[] not null,
  leaves bytea not null,
  root bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  previous_run_at timestamptz not null,
  sealed_at timestamptz not null,
  published_at timestamptz,
  primary key (org_id, seq),
  constraint audit_seals_seq_check check (seq > 0),
  constraint audit_seals_row_count_check check (row_count = cardinality(ids) and row_count > 0),
  constraint audit_seals_leaves_check check (length(leaves) = 32 * row_count),
  constraint audit_seals_root_check check (length(root) = 32),
  constraint audit_seals_previous_hash_check check (length(previous_hash) = 32),
  constraint audit_seals_hash_check check (length(hash) = 32)
);
comment on table private.audit_seals is
  'Up to a thousand lines of the audit log each, by id with their hashes, chained per organization.';
comment on column private.audit_seals.leaves is 'SHA-256 of each line, in the order of ids.';
comment on column private.audit_seals.root is 'SHA-256 over ids and leaves.';
comment on column private.audit_seals.hash is
  'SHA-256 over the seal before, the root and when it was made: the head that is published outside.';
comment on column private.audit_seals.previous_run_at is
  'When the sealer ran before: a line that claims to be much older than that was written back.';
comment on column private.audit_seals.published_at is 'When this head was told outside; no part of what is proven.';
alter table private.audit_seals enable row level security;

create table ops.audit_seal_state (
  name text not null primary key,
  sealed_upto xid8 not null default '0',
  last_run_at timestamptz not null default '-infinity',
  constraint audit_seal_state_name_check check (name = 'sealer')
);
comment on table ops.audit_seal_state is 'One row: which transactions are sealed.';
comment on column ops.audit_seal_state.sealed_upto is 'Every line of an older transaction has its seal.';
alter table ops.audit_seal_state enable row level security;
insert into ops.audit_seal_state (name) values ('sealer');

-- A line and the values it stands for. The salt keeps a leaf from being guessed after the line was erased.
create function private.audit_leaf(line public.audit_logs, change private.change_log) returns bytea
language plpgsql immutable set search_path = ''
as $$
begin
  if line.erased_at is not null then
    return line.leaf;
  end if;
  return sha256(line.salt || convert_to(json_build_array(
    line.org_id, line.id, extract(epoch from line.created_at), line.actor_kind, line.actor_id, line.action,
    line.entity, line.entity_id, line.changed, line.change_id, line.ip, line.user_agent, line.method, line.path,
    line.session_id, line.correlation_id, line.severity, line.gdpr_relevant, line.pii_accessed, line.xid,
    change.entity, change.entity_id, change.version, change.operation, change.changed, change.old, change.new,
    change.actor_kind, change.actor_id
  )::text, 'UTF8'));
end;
$$;
comment on function private.audit_leaf(public.audit_logs, private.change_log) is
  'SHA-256 of the salt and the canonical JSON of a line and its change; of an erased line what it was.';
revoke execute on function private.audit_leaf(public.audit_logs, private.change_log) from public;

create function private.audit_root(ids uuid[], leaves bytea) returns bytea
language plpgsql immutable set search_path = ''
as $$
begin
  return sha256(convert_to(array_to_string(ids, ','), 'UTF8') || leaves);
end;
$$;
comment on function private.audit_root(uuid[], bytea) is 'SHA-256 over which lines a seal holds and their hashes.';
revoke execute on function private.audit_root(uuid[], bytea) from public;

create function private.audit_seal_hash(seal private.audit_seals) returns bytea
language plpgsql immutable set search_path = ''
as $$
begin
  return sha256(seal.previous_hash || seal.root || convert_to(json_build_array(
    seal.org_id, seal.seq, seal.row_count, extract(epoch from seal.previous_run_at),
    extract(epoch from seal.sealed_at)
  )::text, 'UTF8'));
end;
$$;
comment on function private.audit_seal_hash(private.audit_seals) is 'What a seal is called in the next one and outside.';
revoke execute on function private.audit_seal_hash(private.audit_seals) from public;

-- Nothing is before the first seal but the organization itself.
create function private.audit_genesis(org uuid) returns bytea
language plpgsql immutable set search_path = ''
as $$
begin
  return sha256(uuid_send(org));
end;
$$;
comment on function private.audit_genesis(uuid) is 'The previous_hash of an organization''s first seal.';
revoke execute on function private.audit_genesis(uuid) from public;

-- Where this run stops: before every running transaction, and after about so many lines. What one transaction wrote
-- is sealed together, however much it is.
create function private.audit_seal_limit(since xid8, max_rows integer) returns xid8
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
comment on function private.audit_seal_limit(xid8, integer) is 'The transaction before which a run of the sealer stops.';
revoke execute on function private.audit_seal_limit(xid8, integer) from public;

create function private.append_audit_seal(
  org uuid, seal_ids uuid[], seal_leaves bytea, run_before timestamptz
) returns private.audit_seals
language plpgsql volatile set search_path = ''
as $$
declare
  seal private.audit_seals;
begin
  select s.seq, s.hash into seal.seq, seal.previous_hash
  from private.audit_seals as s
  where s.org_id = org
  order by s.seq desc
  limit 1;
  seal.org_id := org;
  seal.seq := coalesce(seal.seq, 0) + 1;
  seal.previous_hash := coalesce(seal.previous_hash, private.audit_genesis(org));
  seal.ids := seal_ids;
  seal.leaves := seal_leaves;
  seal.row_count := cardinality(seal_ids);
  seal.root := private.audit_root(seal_ids, seal_leaves);
  seal.previous_run_at := run_before;
  seal.sealed_at := clock_timestamp();
  seal.hash := private.audit_seal_hash(seal);
  insert into private.audit_seals
    (org_id, seq, row_count, ids, leaves, root, previous_hash, hash, previous_run_at, sealed_at)
  values (
    seal.org_id, seal.seq, seal.row_count, seal.ids, seal.leaves, seal.root, seal.previous_hash, seal.hash,
    seal.previous_run_at, seal.sealed_at
  );
  return seal;
end;
$$;
comment on function private.append_audit_seal(uuid, uuid[], bytea, timestamptz) is
  'Chains one more seal to an organization''s last.';
revoke execute on function private.append_audit_seal(uuid, uuid[], bytea, timestamptz) from public;

create function ops.seal_audit_logs(max_rows integer) returns jsonb
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
comment on function ops.seal_audit_logs(integer) is
  'Seals about so many lines, oldest first; answers the new heads and whether more waits. One at a time: a second '
  'caller does nothing. Definer: the worker has no right on any table.';
revoke execute on function ops.seal_audit_logs(integer) from public;
grant execute on function ops.seal_audit_logs(integer) to callout_worker;

insert into ops.schedules (name, every_s) values ('seal_audit_logs', 60);
