-- The audit log for the people of an organization who may read it: newest first, with who, what it is called, the
-- values before and after, and whether it is sealed. To have looked is written down too.

-- Rare actions and severities would be searched for among millions of plain edits.
create index audit_logs_action_idx on public.audit_logs (org_id, action, created_at desc, id desc)
  where action not in ('create', 'update');
create index audit_logs_severity_idx on public.audit_logs (org_id, severity, created_at desc, id desc)
  where severity <> 'info';

-- The other tables tell what happened to a record; this tells what a person did: read, exported, was refused. Who, when,
-- from where come from the request, never from the arguments.
create function private.log_audit_event(
  org uuid, action public.activity_type, entity text, entity_id uuid, severity text default 'info',
  pii_accessed boolean default false, changed text[] default '{}'
) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  context constant jsonb := private.request_context();
  actor record := private.current_actor();
begin
  insert into public.audit_logs
    (org_id, actor_kind, actor_id, action, entity, entity_id, changed, ip, user_agent, method, path, session_id,
     correlation_id, severity, gdpr_relevant, pii_accessed)
  values (
    org, actor.kind, actor.id, log_audit_event.action, log_audit_event.entity, log_audit_event.entity_id,
    log_audit_event.changed, private.to_inet(context ->> 'ip'), left(context ->> 'user_agent', 500),
    left(context ->> 'method', 10), left(context ->> 'path', 500), private.uuid_claim('session_id'),
    context ->> 'correlation_id', log_audit_event.severity, log_audit_event.pii_accessed,
    log_audit_event.pii_accessed
  );
end;
$$;
comment on function private.log_audit_event(uuid, public.activity_type, text, uuid, text, boolean, text[]) is
  'Writes what somebody did that changed no record. Definer: nobody may write into the audit log by hand.';
revoke execute on function private.log_audit_event(uuid, public.activity_type, text, uuid, text, boolean, text[])
  from public;

-- What a record is called now, or was when it was deleted for good.
create function private.record_title(org uuid, entity text, record uuid) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return case
    when entity = 'customer' then
      (select c.display_name from public.customers as c where c.org_id = org and c.id = record)
    when entity = 'property' then
      (select p.line1 from public.properties as p where p.org_id = org and p.id = record)
    when entity = 'contact' then
      (select c.name from public.customer_contacts as c where c.org_id = org and c.id = record)
    when entity = 'booking' then
      (select b.number from public.bookings as b where b.org_id = org and b.id = record)
    when entity = 'job' then (select j.number from public.jobs as j where j.org_id = org and j.id = record)
    when entity in ('resource', 'availability', 'resource_skill', 'resource_zone', 'daily_limit') then
      (select r.name from public.bookable_resources as r where r.org_id = org and r.id = record)
    when entity in ('crew', 'crew_member') then
      (select c.name from public.crews as c where c.org_id = org and c.id = record)
    when entity = 'member' then (
      select coalesce(p.name, p.email)
      from public.organization_members as m
      join public.profiles as p on p.id = m.user_id
      where m.org_id = org and m.user_id = record
    )
    when entity = 'service_type' then
      (select s.name from public.service_types as s where s.org_id = org and s.id = record)
    when entity = 'checklist' then
      (select t.name from public.checklist_templates as t where t.org_id = org and t.id = record)
  end;
end;
$$;
comment on function private.record_title(uuid, text, uuid) is
  'The name or number of a record; null for kinds without one and for what is gone.';
revoke execute on function private.record_title(uuid, text, uuid) from public;

create function private.audit_log_rows(org uuid, ids uuid[], times timestamptz[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = ''
as $$
declare
  upto constant xid8 := (select s.sealed_upto from ops.audit_seal_state as s);
begin
  return query
    select jsonb_build_object(
      'id', a.id,
      'at', a.created_at,
      'actor', jsonb_build_object('kind', a.actor_kind, 'id', a.actor_id, 'name', coalesce(p.name, p.email)),
      'action', a.action,
      'entity', a.entity,
      'entity_id', a.entity_id,
      'title', coalesce(
        private.record_title(org, a.entity, a.entity_id), c.new ->> 'name', c.old ->> 'name', c.new ->> 'number'
      ),
      'changed', to_jsonb(a.changed),
      'old', c.old,
      'new', c.new,
      'ip', host(a.ip),
      'user_agent', a.user_agent,
      'method', a.method,
      'path', a.path,
      'correlation_id', a.correlation_id,
      'severity', a.severity,
      'pii_accessed', a.pii_accessed,
      'is_sealed', a.xid < upto,
      'erased_at', a.erased_at
    )
    from unnest(ids, times) as i (id, at)
    join public.audit_logs as a on a.org_id = org and a.id = i.id and a.created_at = i.at
    left join private.change_log as c
      on c.org_id = org and c.id = a.change_id and c.created_at = a.created_at
    left join public.profiles as p on p.id = a.actor_id and a.actor_kind = 'user'
    order by a.created_at desc, a.id desc;
end;
$$;
comment on function private.audit_log_rows(uuid, uuid[], timestamptz[]) is 'Lines as the page shows them, newest first.';
revoke execute on function private.audit_log_rows(uuid, uuid[], timestamptz[]) from public;

-- Planned for the filters at hand: of those that are not given nothing is left in the plan.
create function private.find_audit_logs(
  org uuid, f jsonb, before_at timestamptz, before_id uuid, most integer
) returns table (id uuid, at timestamptz)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  since constant timestamptz := coalesce((f ->> 'from')::timestamptz, '-infinity');
  until constant timestamptz := coalesce((f ->> 'to')::timestamptz, 'infinity');
  actor constant uuid := (f ->> 'actor_id')::uuid;
  of_entity constant text := f ->> 'entity';
  of_record constant uuid := (f ->> 'entity_id')::uuid;
  of_action constant text := f ->> 'action';
  of_severity constant text := f ->> 'severity';
  of_ip constant inet := (f ->> 'ip')::inet;
  of_request constant text := f ->> 'correlation_id';
begin
  return query
    select a.id, a.created_at
    from public.audit_logs as a
    where a.org_id = org
      and a.created_at >= since and a.created_at < until
      and (a.created_at, a.id) < (before_at, before_id)
      and (actor is null or a.actor_id = actor)
      and (of_entity is null or a.entity = of_entity)
      and (of_record is null or a.entity_id = of_record)
      and (of_action is null or a.action = of_action)
      and (of_severity is null or a.severity = of_severity)
      and (of_ip is null or a.ip = of_ip)
      and (of_request is null or a.correlation_id = of_request)
    order by a.created_at desc, a.id desc
    limit most;
end;
$$;
comment on function private.find_audit_logs(uuid, jsonb, timestamptz, uuid, integer) is
  'Which lines a page shows, by the filters of list_audit_logs without its words.';
revoke execute on function private.find_audit_logs(uuid, jsonb, timestamptz, uuid, integer) from public;

-- Words name people and records: what they did and what was done to them. A text index over every line would make
-- each write pay for a search that is rare.
create function private.search_audit_logs(
  org uuid, f jsonb, before_at timestamptz, before_id uuid, most integer
) returns table (id uuid, at timestamptz)
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select distinct l.id, l.at
    from public.search_all(f ->> 'q', 20) as s
    cross join lateral (
      select r.id, r.at
      from private.find_audit_logs(org, f || jsonb_build_object(
        'entity', case s.kind when 'request' then 'booking_request' else s.kind end, 'entity_id', s.id
      ), before_at, before_id, most) as r
      where not f ? 'entity' or f ->> 'entity' = case s.kind when 'request' then 'booking_request' else s.kind end
      union all
      select r.id, r.at
      from private.find_audit_logs(org, f || jsonb_build_object('actor_id', s.id), before_at, before_id, most) as r
      where s.kind = 'member' and not f ? 'actor_id'
    ) as l
    order by l.at desc, l.id desc
    limit most;
end;
$$;
comment on function private.search_audit_logs(uuid, jsonb, timestamptz, uuid, integer) is
  'find_audit_logs for the people and records that the words q find.';
revoke execute on function private.search_audit_logs(uuid, jsonb, timestamptz, uuid, integer) from public;

-- Once in ten minutes and person, not at each page that is turned.
create function private.note_audit_view(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  actor record := private.current_actor();
begin
  if not exists (
    select from public.audit_logs as a
    where a.org_id = org and a.actor_id = actor.id and a.action = 'view' and a.entity = 'audit_log'
      and a.created_at > now() - interval '10 minutes'
  ) then
    perform private.log_audit_event(org, 'view', 'audit_log', null);
  end if;
end;
$$;
comment on function private.note_audit_view(uuid) is 'Writes down that somebody looked at the audit log.';
revoke execute on function private.note_audit_view(uuid) from public;

create function public.list_audit_logs(filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null)
returns setof jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  f constant jsonb := jsonb_strip_nulls(coalesce(filters, '{}'));
  before_at constant timestamptz := coalesce((after_key ->> 'at')::timestamptz, 'infinity');
  before_id constant uuid := coalesce((after_key ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  most constant integer := private.page_size(page_limit);
  ids uuid[];
  times timestamptz[];
begin
  perform private.require_permission('read', 'audit_logs', 'all');
  if after_key is null then
    perform private.note_audit_view(org);
  end if;
  if f ? 'q' then
    select array_agg(l.id), array_agg(l.at) into ids, times
    from private.search_audit_logs(org, f, before_at, before_id, most) as l;
  else
    select array_agg(l.id), array_agg(l.at) into ids, times
    from private.find_audit_logs(org, f, before_at, before_id, most) as l;
  end if;
  return query select r from private.audit_log_rows(org, ids, times) as r;
end;
$$;
comment on function public.list_audit_logs(jsonb, integer, jsonb) is
  'Who did what, newest first; filters: actor_id, entity, entity_id, action, severity, ip, correlation_id, from, to, q; '
  'after_key: {at, id}. Definer: it reads the change log, which is nobody''s table, and notes that it was read.';
revoke execute on function public.list_audit_logs(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_audit_logs(jsonb, integer, jsonb) to authenticated;

create function public.get_audit_seals() returns jsonb
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
        'finding_count', v.finding_count, 'findings', v.findings
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
comment on function public.get_audit_seals() is
  'Until when the audit log is sealed, its head, and what the last proof found. '
  'Definer: seals are nobody''s table.';
revoke execute on function public.get_audit_seals() from public, anon;
grant execute on function public.get_audit_seals() to authenticated;
