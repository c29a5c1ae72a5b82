-- Months of the audit log leave the database only after they lie in the bucket archive, written and read back by the
-- worker: per organization and month, in parts, newline-delimited JSON under gzip, with digest and count. A line goes
-- into the archive only as its seal knows it, so what somebody changed is found before and not hidden by the archive.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('archive', 'archive', false, 52428800, array['application/gzip'])
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create table private.archives (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  rule text not null,
  month date not null,
  first_id uuid not null,
  last_id uuid not null,
  path text not null,
  row_count integer not null,
  byte_count bigint not null,
  sha256 text not null,
  archived_at timestamptz not null default now(),
  restored_at timestamptz,
  keep_until timestamptz,
  primary key (org_id, id),
  constraint archives_part_key unique (org_id, rule, month, first_id),
  constraint archives_row_count_check check (row_count > 0),
  constraint archives_byte_count_check check (byte_count > 0),
  constraint archives_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint archives_keep_until_check check ((restored_at is null) = (keep_until is null))
);
comment on table private.archives is 'Parts of months that lie in the bucket archive, read back and counted.';
comment on column private.archives.sha256 is 'Of the object as it lies there.';
comment on column private.archives.keep_until is 'Until then rows that were brought back stay in the table.';
alter table private.archives enable row level security;

create table private.archived_audit_lines (
  org_id uuid not null,
  id uuid not null,
  archive_id uuid not null,
  primary key (org_id, id),
  foreign key (org_id, archive_id) references private.archives (org_id, id) on delete cascade
);
comment on table private.archived_audit_lines is 'Which sealed lines are in the archive: a proof does not miss them.';
create index archived_audit_lines_archive_idx on private.archived_audit_lines (org_id, archive_id);
alter table private.archived_audit_lines enable row level security;

create function private.archived_rows(org uuid, rule text, month date) returns bigint
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(sum(a.row_count), 0)
    from private.archives as a
    where a.org_id = org and a.rule = archived_rows.rule and a.month = archived_rows.month
  );
end;
$$;
comment on function private.archived_rows(uuid, text, date) is 'Rows of an organization''s month in the archive.';
revoke execute on function private.archived_rows(uuid, text, date) from public;

-- The organizations that have rows in a month, and whether these may go: past their time, not just brought back, and
-- where that is the rule all in the archive.
create function private.month_owners(rule private.retention_rules, child regclass, month_end timestamptz, at timestamptz)
returns table (org_id uuid, is_old boolean, may_go boolean)
language plpgsql volatile set search_path = ''
as $$
declare
  rule_name constant text := rule.name;
  of_month constant date := to_date(right(child::text, 7), 'YYYY_MM');
  owner record;
  held bigint;
begin
  for owner in execute format(
    'select o.id from public.organizations as o where exists (select from %s as t where t.org_id = o.id)', child
  ) loop
    org_id := owner.id;
    is_old := month_end <= at - private.keep_time(rule, org_id);
    may_go := is_old and not exists (
      select
      from private.archives as a
      where a.org_id = owner.id and a.rule = rule_name and a.month = of_month and a.keep_until > at
    );
    if may_go and rule.is_archived then
      execute format('select count(*) from %s as t where t.org_id = $1', child) into held using org_id;
      may_go := held <= private.archived_rows(org_id, rule_name, of_month);
    end if;
    return next;
  end loop;
end;
$$;
comment on function private.month_owners(private.retention_rules, regclass, timestamptz, timestamptz) is
  'Per organization with rows in the month: past its time, and free to go.';
revoke execute on function private.month_owners(private.retention_rules, regclass, timestamptz, timestamptz) from public;

create function private.archives_due(at timestamptz)
returns table (org_id uuid, rule text, month date, after_id uuid)
language plpgsql volatile set search_path = ''
as $$
declare
  due private.retention_rules;
  part record;
begin
  for due in select r.* from private.retention_rules as r where r.is_archived order by r.name loop
    for part in
      select m.child, m.month, m.month_end
      from private.months_of(due.relation) as m
      where m.month_end <= at - private.least_keep_time(due)
    loop
      return query
        select
          o.org_id, due.name, (part.month at time zone 'UTC')::date,
          (
            select a.last_id from private.archives as a
            where a.org_id = o.org_id and a.rule = due.name and a.month = (part.month at time zone 'UTC')::date
            order by a.last_id desc
            limit 1
          )
        from private.month_owners(due, part.child, part.month_end, at) as o
        where o.is_old and not o.may_go;
    end loop;
  end loop;
end;
$$;
comment on function private.archives_due(timestamptz) is
  'Organizations'' months that must be archived before they go, and behind which row.';
revoke execute on function private.archives_due(timestamptz) from public;

create function ops.archives_due() returns table (org_id uuid, rule text, month date, after_id uuid)
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return query select * from private.archives_due(now());
end;
$$;
comment on function ops.archives_due() is
  'Months to be archived before they go, and behind which row the next part begins. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.archives_due() from public;
grant execute on function ops.archives_due() to callout_worker;

create function private.month_range(month date) returns tstzrange
language sql immutable set search_path = ''
as $$
  select tstzrange(
    month_range.month::timestamp at time zone 'UTC',
    (month_range.month::timestamp + interval '1 month') at time zone 'UTC'
  )
$$;
comment on function private.month_range(date) is 'A month of UTC.';
revoke execute on function private.month_range(date) from public;

create function ops.archive_rows(org uuid, rule text, month date, after_id uuid, most integer) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  relation constant text := (
    select r.relation from private.retention_rules as r where r.name = archive_rows.rule and r.is_archived
  );
  span constant tstzrange := private.month_range(month);
begin
  return query execute format(
    'select to_jsonb(t) from %s as t
     where t.org_id = $1 and t.created_at >= $2 and t.created_at < $3 and t.id > $4
     order by t.id limit $5', relation
  ) using org, lower(span), upper(span), coalesce(after_id, '00000000-0000-0000-0000-000000000000'), most;
end;
$$;
comment on function ops.archive_rows(uuid, text, date, uuid, integer) is
  'The next rows of an organization''s month, by id. Definer: the worker has no right on any table.';
revoke execute on function ops.archive_rows(uuid, text, date, uuid, integer) from public;
grant execute on function ops.archive_rows(uuid, text, date, uuid, integer) to callout_worker;

-- Its leaf is hashed again and compared with what the seal holds; and a line that was written back into an old month
-- must not leave by way of the archive before the daily proof has seen it.
create function private.unproven_audit_lines(org uuid, month date, first_id uuid, last_id uuid) returns bigint
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  span constant tstzrange := private.month_range(month);
begin
  return (
    with sealed as materialized (
      select
        i.id, substring(s.leaves from (32 * (i.position - 1) + 1)::integer for 32) as leaf,
        s.previous_run_at - interval '1 hour' as not_before
      from private.audit_seals as s
      cross join lateral unnest(s.ids) with ordinality as i (id, position)
      where s.org_id = org and s.sealed_at >= lower(span) and i.id between first_id and last_id
    )
    select count(*)
    from public.audit_logs as a
    left join private.change_log as c
      on c.org_id = a.org_id and c.id = a.change_id and c.created_at = a.created_at
    left join sealed as s on s.id = a.id
    where a.org_id = org and a.created_at >= lower(span) and a.created_at < upper(span)
      and a.id between first_id and last_id
      and (s.leaf is distinct from private.audit_leaf(a, c) or a.created_at < s.not_before)
  );
end;
$$;
comment on function private.unproven_audit_lines(uuid, date, uuid, uuid) is
  'Lines of a month that are not, or not like this or not at this time, in any seal.';
revoke execute on function private.unproven_audit_lines(uuid, date, uuid, uuid) from public;

create function ops.archive_written(org uuid, rule text, month date, part jsonb) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  relation constant text := (
    select r.relation from private.retention_rules as r where r.name = archive_written.rule and r.is_archived
  );
  span constant tstzrange := private.month_range(month);
  written private.archives := jsonb_populate_record(null::private.archives, part);
  held bigint;
begin
  execute format(
    'select count(*) from %s as t
     where t.org_id = $1 and t.created_at >= $2 and t.created_at < $3 and t.id between $4 and $5', relation
  ) into held using org, lower(span), upper(span), written.first_id, written.last_id;
  if held <> written.row_count then
    raise exception 'archive_count: The archive holds % rows, the table %.', written.row_count, held
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if archive_written.rule = 'audit_logs'
    and private.unproven_audit_lines(org, month, written.first_id, written.last_id) > 0 then
    raise exception 'archive_unproven: A line does not fit its seal, so the month stays.'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  if held = 0 then
    return false;
  end if;
  insert into private.archives as a (org_id, rule, month, first_id, last_id, path, row_count, byte_count, sha256)
  values (
    org, archive_written.rule, archive_written.month, written.first_id, written.last_id, written.path,
    written.row_count, written.byte_count, written.sha256
  )
  on conflict on constraint archives_part_key do nothing
  returning a.id into written.id;
  if not found then
    return false;
  end if;
  if archive_written.rule = 'audit_logs' then
    insert into private.archived_audit_lines (org_id, id, archive_id)
    select org, a.id, written.id
    from public.audit_logs as a
    where a.org_id = org and a.created_at >= lower(span) and a.created_at < upper(span)
      and a.id between written.first_id and written.last_id
    on conflict do nothing;
  end if;
  perform private.log_audit_event(org, 'export', 'archive', written.id, 'notice', true);
  return true;
end;
$$;
comment on function ops.archive_written(uuid, text, date, jsonb) is
  'Keeps that a part {first_id, last_id, path, row_count, byte_count, sha256} lies in the archive and was read back; '
  'false when it is empty or known, 55000 where count or seal does not fit. Definer: the worker has no right on any table.';
revoke execute on function ops.archive_written(uuid, text, date, jsonb) from public;
grant execute on function ops.archive_written(uuid, text, date, jsonb) to callout_worker;

-- The owner of the database alone: whoever may write audit lines could tell any story.
create function private.restore_archive_rows(org uuid, archive uuid, lines jsonb, keep interval) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  part private.archives;
  relation text;
  columns text;
  restored integer;
begin
  select a.* into strict part from private.archives as a where a.org_id = org and a.id = archive;
  select r.relation into relation from private.retention_rules as r where r.name = part.rule;
  perform private.create_monthly_partition(relation::regclass, part.month);
  select string_agg(quote_ident(c.attname), ', ' order by c.attnum) into columns
  from pg_catalog.pg_attribute as c
  where c.attrelid = relation::regclass and c.attnum > 0 and not c.attisdropped and c.attgenerated = '';
  execute format(
    'insert into %1$s (%2$s) select %2$s from jsonb_populate_recordset(null::%1$s, $1) as t
     where t.org_id = $2 on conflict do nothing', relation, columns
  ) using lines, org;
  get diagnostics restored = row_count;
  update private.archives as a
  set restored_at = now(), keep_until = now() + keep
  where a.org_id = org and a.id = archive;
  return restored;
end;
$$;
comment on function private.restore_archive_rows(uuid, uuid, jsonb, interval) is
  'Brings rows of an archived part back, for so long; answers how many were missing. '
  'Definer: the month it makes must belong to the owner of its table, or maintenance could not drop it again.';
revoke execute on function private.restore_archive_rows(uuid, uuid, jsonb, interval) from public;

insert into ops.schedules (name, every_s) values ('archive_months', 3600);
