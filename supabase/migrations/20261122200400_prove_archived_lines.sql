-- A line whose month lies in the archive is not missing. The proof knows which lines these are, one by one, and counts
-- them; every other line that is gone is named as before.

alter table private.audit_verifications add column archived_count bigint not null default 0;

drop function private.check_sealed_lines(private.audit_seals);
create function private.check_sealed_lines(seal private.audit_seals)
returns table (finding jsonb, is_erased boolean, is_archived boolean)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select
      case
        when a.id is null and x.id is not null then null
        when a.id is null then private.audit_finding('deleted', seal.seq, i.id, null)
        when substring(seal.leaves from (32 * (i.position - 1) + 1)::integer for 32)
          is distinct from private.audit_leaf(a, c) then private.audit_finding('edited', seal.seq, i.id, a)
        when a.created_at < seal.previous_run_at - interval '1 hour' then
          private.audit_finding('back_dated', seal.seq, i.id, a)
      end,
      a.erased_at is not null,
      a.id is null and x.id is not null
    from unnest(seal.ids) with ordinality as i (id, position)
    left join public.audit_logs as a on a.org_id = seal.org_id and a.id = i.id
    left join private.change_log as c
      on c.org_id = a.org_id and c.id = a.change_id and c.created_at = a.created_at
    left join private.archived_audit_lines as x on x.org_id = seal.org_id and x.id = i.id;
end;
$$;
comment on function private.check_sealed_lines(private.audit_seals) is
  'Each line of a seal: what is wrong with it, whether it was erased, whether it lies in the archive.';
revoke execute on function private.check_sealed_lines(private.audit_seals) from public;

create or replace function ops.verify_audit_seals(org uuid, after_seq bigint, max_seals integer) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  before private.audit_seals;
  seal private.audit_seals;
  findings jsonb := '[]';
  part jsonb;
  part_erased bigint;
  part_archived bigint;
  lines bigint := 0;
  erased bigint := 0;
  archived bigint := 0;
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
      count(*) filter (where l.is_erased), count(*) filter (where l.is_archived)
    into part, part_erased, part_archived
    from private.check_sealed_lines(seal) as l;
    findings := findings || part;
    lines := lines + seal.row_count;
    erased := erased + part_erased;
    archived := archived + part_archived;
    seals := seals + 1;
    before := seal;
  end loop;
  return jsonb_build_object(
    'upto_seq', coalesce(before.seq, 0), 'lines', lines, 'erased', erased, 'archived', archived,
    'findings', findings, 'is_done', seals < max_seals
  );
end;
$$;
comment on function ops.verify_audit_seals(uuid, bigint, integer) is
  'Proves so many seals behind after_seq; answers lines, erased and archived ones, and findings. '
  'Definer: the worker has no right on any table.';

create or replace function ops.audit_verified(org uuid, result jsonb) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.audit_verifications as v
    (org_id, verified_at, upto_seq, line_count, erased_count, archived_count, finding_count, findings)
  select
    o.id, now(), (result ->> 'upto_seq')::bigint, (result ->> 'lines')::bigint, (result ->> 'erased')::bigint,
    coalesce((result ->> 'archived')::bigint, 0), jsonb_array_length(result -> 'findings'),
    jsonb_path_query_array(result -> 'findings', '$[0 to 99]')
  from public.organizations as o
  where o.id = org
  on conflict (org_id) do update
  set verified_at = excluded.verified_at, upto_seq = excluded.upto_seq, line_count = excluded.line_count,
    erased_count = excluded.erased_count, archived_count = excluded.archived_count,
    finding_count = excluded.finding_count, findings = excluded.findings;
end;
$$;

create or replace function public.get_audit_seals() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'audit_logs', 'all');
  return jsonb_build_object(
    'sealed_until', (
      select s.last_run_at from ops.audit_seal_state as s where isfinite(s.last_run_at)
    ),
    'head', (
      select jsonb_build_object('seq', s.seq, 'hash', encode(s.hash, 'hex'), 'sealed_at', s.sealed_at)
      from private.audit_seals as s
      where s.org_id = org
      order by s.seq desc
      limit 1
    ),
    'verified', (
      select jsonb_build_object(
        'at', v.verified_at, 'upto_seq', v.upto_seq, 'lines', v.line_count, 'erased', v.erased_count,
        'archived', v.archived_count, 'finding_count', v.finding_count, 'findings', v.findings
      )
      from private.audit_verifications as v
      where v.org_id = org
    ),
    'is_verifying', exists (
      select from private.background_jobs as j
      where j.org_id = org and j.kind = 'audit_verification' and j.finished_at is null and j.failed_at is null
    )
  );
end;
$$;
