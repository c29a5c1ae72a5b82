-- An organization that goes is closed first and deleted after a time of grace, in which one word brings all of it back.
-- The deletion itself is housekeeping's: it takes the rows by cascade, and the worker the objects that nothing names.

create table ops.closings (
  org_id uuid not null primary key references public.organizations (id) on delete cascade,
  status_before text not null,
  reason text,
  begun_at timestamptz not null default now(),
  closes_at timestamptz not null,
  constraint closings_status_before_check check (status_before in ('active', 'suspended')),
  constraint closings_reason_check check (reason ~ '\S' and length(reason) <= 500),
  constraint closings_closes_at_check check (closes_at >= begun_at)
);
comment on table ops.closings is 'Organizations that are closed and wait for their deletion.';
create index closings_closes_at_idx on ops.closings (closes_at);
alter table ops.closings enable row level security;

create function private.begin_closing(org uuid, grace interval, reason text) returns timestamptz
language plpgsql volatile set search_path = ''
as $$
declare
  before text;
  due timestamptz;
begin
  select o.status into before
  from public.organizations as o
  where o.id = org and o.deleted_at is null and o.status <> 'closing'
  for update;
  if before is null then
    return null;
  end if;
  insert into ops.closings (org_id, status_before, reason, closes_at)
  values (org, before, begin_closing.reason, now() + grace)
  returning closes_at into due;
  update public.organizations as o set status = 'closing' where o.id = org;
  return due;
end;
$$;
comment on function private.begin_closing(uuid, interval, text) is
  'Closes an organization at once and has it deleted after the grace; answers when, null where it is closing already.';
revoke execute on function private.begin_closing(uuid, interval, text) from public;

create function private.cancel_closing(org uuid) returns boolean
language plpgsql volatile set search_path = ''
as $$
declare
  closing ops.closings;
begin
  delete from ops.closings as c where c.org_id = org returning c.* into closing;
  if closing.org_id is null then
    return false;
  end if;
  update public.organizations as o set status = closing.status_before where o.id = org;
  return true;
end;
$$;
comment on function private.cancel_closing(uuid) is 'Opens an organization again as it was; false where it is not closing.';
revoke execute on function private.cancel_closing(uuid) from public;

-- One at a time: deleting a large one is long work, and the next comes in an hour.
create function private.delete_closed_organization() returns integer
language plpgsql volatile set search_path = ''
as $$
declare
  due uuid;
begin
  select c.org_id into due
  from ops.closings as c
  join public.organizations as o on o.id = c.org_id and o.status = 'closing'
  where c.closes_at <= now()
  order by c.closes_at
  limit 1;
  if due is null then
    return 0;
  end if;
  delete from public.organizations as o where o.id = due;
  return 1;
end;
$$;
comment on function private.delete_closed_organization() is 'Deletes the organization whose grace ended first.';
revoke execute on function private.delete_closed_organization() from public;
insert into private.maintenance_steps (name, statement)
values ('organizations_deleted', 'private.delete_closed_organization()');

create function ops.orphaned_archives(most integer) returns setof text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select o.name
    from storage.objects as o
    where o.bucket_id = 'archive'
      and not exists (
        select from public.organizations as g where g.id = private.to_uuid(split_part(o.name, '/', 1))
      )
    limit most;
end;
$$;
comment on function ops.orphaned_archives(integer) is
  'Objects in the archive of organizations that no longer exist: the worker removes them. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.orphaned_archives(integer) from public;
grant execute on function ops.orphaned_archives(integer) to callout_worker;
