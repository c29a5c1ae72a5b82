-- The proof, by whoever asks for it: every sealed line is looked up and hashed again. Found and named are a line that
-- was edited or took another's place, one that is gone, one that was slipped in later or written back to an earlier
-- time, a seal that does not fit its lines or its predecessor. Whoever writes all seals anew is found by a head that
-- was published before.

create table private.audit_verifications (
  org_id uuid not null references public.organizations (id) on delete cascade,
  verified_at timestamptz not null,
  upto_seq bigint not null,
  line_count bigint not null,
  erased_count bigint not null,
  finding_count bigint not null,
  findings jsonb not null default '[]',
  primary key (org_id),
  constraint audit_verifications_findings_check check (jsonb_typeof(findings) = 'array')
);
comment on table private.audit_verifications is 'What the last proof of an organization''s audit log found.';
comment on column private.audit_verifications.findings is 'The first hundred of them.';
alter table private.audit_verifications enable row level security;

create function private.audit_finding(kind text, seal bigint, id uuid, line public.audit_logs) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'kind', kind, 'seal', seal, 'id', id, 'at', line.created_at, 'action', line.action, 'entity', line.entity,
    'entity_id', line.entity_id
  ));
end;
$$;
comment on function private.audit_finding(text, bigint, uuid, public.audit_logs) is 'One thing a proof found.';
revoke execute on function private.audit_finding(text, bigint, uuid, public.audit_logs) from public;

-- The seal itself: its hash, its link to the one before, and that no number is left out.
create function private.check_audit_seal(seal private.audit_seals, before private.audit_seals) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
begin
  if seal.seq <> coalesce(before.seq, 0) + 1 then
    return next private.audit_finding('seal_missing', coalesce(before.seq, 0) + 1, null, null);
  elsif seal.previous_hash <> coalesce(before.hash, private.audit_genesis(seal.org_id)) then
    return next private.audit_finding('seal_unlinked', seal.seq, null, null);
  end if;
  if seal.hash <> private.audit_seal_hash(seal) or seal.root <> private.audit_root(seal.ids, seal.leaves) then
    return next private.audit_finding('seal_edited', seal.seq, null, null);
  end if;
end;
$$;
comment on function private.check_audit_seal(private.audit_seals, private.audit_seals) is
  'What is wrong with a seal and its place in the chain.';
revoke execute on function private.check_audit_seal(private.audit_seals, private.audit_seals) from public;

-- The sealer runs every minute; a line an hour older than its previous run cannot have been written in its time.
create function private.check_sealed_lines(seal private.audit_seals)
returns table (finding jsonb, is_erased boolean)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select
      case
        when a.id is null then private.audit_finding('deleted', seal.seq, i.id, null)
        when substring(seal.leaves from (32 * (i.position - 1) + 1)::integer for 32)
          is distinct from private.audit_leaf(a, c) then private.audit_finding('edited', seal.seq, i.id, a)
        when a.created_at < seal.previous_run_at - interval '1 hour' then
          private.audit_finding('back_dated', seal.seq, i.id, a)
      end,
      a.erased_at is not null
    from unnest(seal.ids) with ordinality as i (id, position)
    left join public.audit_logs as a on a.org_id = seal.org_id and a.id = i.id
    left join private.change_log as c
      on c.org_id = a.org_id and c.id = a.change_id and c.created_at = a.created_at;
end;
$$;
comment on function private.check_sealed_lines(private.audit_seals) is
  'Each line of a seal: what is wrong with it, and whether it was erased.';
revoke execute on function private.check_sealed_lines(private.audit_seals) from public;

create function ops.verify_audit_seals(org uuid, after_seq bigint, max_seals integer) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  before private.audit_seals;
  seal private.audit_seals;
  findings jsonb := '[]';
  part jsonb;
  part_erased bigint;
  lines bigint := 0;
  erased bigint := 0;
  seals integer := 0;
begin
  select s.* into before from private.audit_seals as s where s.org_id = org and s.seq = after_seq;
  for seal in
    select s.* from private.audit_seals as s
    where s.org_id = org and s.seq > after_seq
    order by s.seq
    limit max_seals
  loop
    select coalesce(jsonb_agg(f), '[]') into part from private.check_audit_seal(seal, before) as f;
    findings := findings || part;
    select
      coalesce(jsonb_agg(l.finding) filter (where l.finding is not null), '[]'),
      count(*) filter (where l.is_erased)
    into part, part_erased
    from private.check_sealed_lines(seal) as l;
    findings := findings || part;
    lines := lines + seal.row_count;
    erased := erased + part_erased;
    seals := seals + 1;
    before := seal;
  end loop;
  return jsonb_build_object(
    'upto_seq', coalesce(before.seq, 0), 'lines', lines, 'erased', erased, 'findings', findings,
    'is_done', seals < max_seals
  );
end;
$$;
comment on function ops.verify_audit_seals(uuid, bigint, integer) is
  'Proves so many seals behind after_seq; answers lines, erased ones and findings. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.verify_audit_seals(uuid, bigint, integer) from public;
grant execute on function ops.verify_audit_seals(uuid, bigint, integer) to callout_worker;

create function ops.find_unsealed_lines(org uuid, max_findings integer) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return (
    select coalesce(jsonb_agg(private.audit_finding('inserted', null, u.id, u)), '[]')
    from (
      select a.*
      from public.audit_logs as a
      where a.org_id = org
        and a.xid < (select s.sealed_upto from ops.audit_seal_state as s)
        and a.id not in (
          select i.id
          from private.audit_seals as s
          cross join lateral unnest(s.ids) as i (id)
          where s.org_id = org
        )
      limit max_findings
    ) as u
  );
end;
$$;
comment on function ops.find_unsealed_lines(uuid, integer) is
  'Lines that say they are older than the last seal and stand in none: they were slipped in. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.find_unsealed_lines(uuid, integer) from public;
grant execute on function ops.find_unsealed_lines(uuid, integer) to callout_worker;

create function ops.audit_verified(org uuid, result jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.audit_verifications as v
    (org_id, verified_at, upto_seq, line_count, erased_count, finding_count, findings)
  select
    o.id, now(), (result ->> 'upto_seq')::bigint, (result ->> 'lines')::bigint, (result ->> 'erased')::bigint,
    jsonb_array_length(result -> 'findings'), jsonb_path_query_array(result -> 'findings', '$[0 to 99]')
  from public.organizations as o
  where o.id = org
  on conflict (org_id) do update
  set verified_at = excluded.verified_at, upto_seq = excluded.upto_seq, line_count = excluded.line_count,
    erased_count = excluded.erased_count, finding_count = excluded.finding_count, findings = excluded.findings;
end;
$$;
comment on function ops.audit_verified(uuid, jsonb) is
  'Keeps what a proof found, for the page. Definer: the worker has no right on any table.';
revoke execute on function ops.audit_verified(uuid, jsonb) from public;
grant execute on function ops.audit_verified(uuid, jsonb) to callout_worker;

create function ops.audit_heads(org uuid) returns table (
  org_id uuid, slug text, seq bigint, hash text, sealed_at timestamptz
)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select o.id, o.slug, h.seq, encode(h.hash, 'hex'), h.sealed_at
    from public.organizations as o
    cross join lateral (
      select s.seq, s.hash, s.sealed_at
      from private.audit_seals as s
      where s.org_id = o.id
      order by s.seq desc
      limit 1
    ) as h
    where audit_heads.org is null or o.id = audit_heads.org
    order by o.slug;
end;
$$;
comment on function ops.audit_heads(uuid) is
  'The newest seal of one organization or of all. Definer: the worker has no right on any table.';
revoke execute on function ops.audit_heads(uuid) from public;
grant execute on function ops.audit_heads(uuid) to callout_worker;

create function ops.find_audit_head(head text) returns table (org_id uuid, seq bigint)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select s.org_id, s.seq from private.audit_seals as s where s.hash = decode(head, 'hex');
end;
$$;
comment on function ops.find_audit_head(text) is
  'Which seal a published head is of; none when the chain was written anew. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.find_audit_head(text) from public;
grant execute on function ops.find_audit_head(text) to callout_worker;

-- Once a day every organization is proven again, as if its people had asked.
create function ops.enqueue_audit_verifications() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  made integer;
begin
  insert into private.background_jobs (org_id, kind, max_attempts)
  select o.id, 'audit_verification', 3
  from public.organizations as o
  where o.deleted_at is null
    and exists (select from private.audit_seals as s where s.org_id = o.id)
    and not exists (
      select from private.background_jobs as j
      where j.org_id = o.id and j.kind = 'audit_verification' and j.finished_at is null and j.failed_at is null
    );
  get diagnostics made = row_count;
  return made;
end;
$$;
comment on function ops.enqueue_audit_verifications() is
  'A proof of every organization''s audit log, where none waits already. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.enqueue_audit_verifications() from public;
grant execute on function ops.enqueue_audit_verifications() to callout_worker;

insert into ops.schedules (name, every_s, next_run_at) values ('verify_audit_logs', 86400, now() + interval '1 day');
