-- A mail, an import of an hour and a nightly proof are not tried again alike, and one must not stand in another's way. So
-- each kind of job has a class, which says how often and how soon it is tried again, how long one try may take, and how
-- many of it a worker and an organization may have under way. Within a class organizations take turns: ten thousand
-- jobs of one do not delay the first of another.

create table ops.job_classes (
  name text not null primary key,
  position integer not null,
  max_attempts integer not null,
  first_wait_s integer not null,
  longest_wait_s integer not null,
  time_limit_s integer not null,
  -- Under way at once in one worker, and of one organization in all of them; null: as many as there is room for.
  most_per_worker integer,
  most_per_org integer,
  constraint job_classes_position_check check (position > 0),
  constraint job_classes_max_attempts_check check (max_attempts > 0),
  constraint job_classes_wait_check check (first_wait_s > 0 and longest_wait_s >= first_wait_s),
  constraint job_classes_time_limit_s_check check (time_limit_s > 0),
  constraint job_classes_most_check check (most_per_worker > 0 and most_per_org > 0)
);
comment on table ops.job_classes is 'How jobs are tried again and share the workers. In the order they are taken.';
alter table ops.job_classes enable row level security;

insert into ops.job_classes
  (name, position, max_attempts, first_wait_s, longest_wait_s, time_limit_s, most_per_worker, most_per_org)
values
  ('interactive', 1, 10, 5, 3600, 300, null, null),
  ('bulk', 2, 5, 10, 600, 7200, 3, 2),
  ('maintenance', 3, 3, 60, 3600, 7200, 2, 1);

create table ops.job_kinds (
  kind text not null primary key,
  class text not null references ops.job_classes (name),
  constraint job_kinds_kind_check check (kind ~ '^[a-z_]{1,60}$')
);
comment on table ops.job_kinds is 'Kinds of jobs that are not interactive.';
create index job_kinds_class_idx on ops.job_kinds (class);
alter table ops.job_kinds enable row level security;
insert into ops.job_kinds (kind, class) values ('audit_verification', 'maintenance');

alter table private.background_jobs
  add column class text not null default 'interactive',
  add column cancel_requested_at timestamptz,
  add column is_cancelled boolean not null default false,
  add column problem text,
  alter column max_attempts drop default,
  add constraint background_jobs_class_check check (class in ('interactive', 'bulk', 'maintenance')),
  add constraint background_jobs_cancel_check check (not is_cancelled or finished_at is not null),
  add constraint background_jobs_problem_check check (problem ~ '^[a-z_]{1,60}$');
comment on column private.background_jobs.class is 'By its kind; see ops.job_classes.';
comment on column private.background_jobs.cancel_requested_at is
  'Somebody wants it no more. Its worker is told and ends it; nobody takes it again.';
comment on column private.background_jobs.is_cancelled is 'It ended without being done, because it was called off.';
comment on column private.background_jobs.problem is 'Why it failed, as a word that a page can translate.';

drop index private.background_jobs_due_idx;
-- Led by the organization: each one's oldest is found without passing over the others'.
create index background_jobs_due_idx on private.background_jobs (class, org_id, run_at)
  where finished_at is null and failed_at is null;

create function private.class_job() returns trigger
language plpgsql set search_path = ''
as $$
begin
  select c.name, coalesce(new.max_attempts, c.max_attempts) into new.class, new.max_attempts
  from ops.job_classes as c
  where c.name = coalesce((select k.class from ops.job_kinds as k where k.kind = new.kind), 'interactive');
  return new;
end;
$$;
comment on function private.class_job() is 'Gives a job the class of its kind, and that class''s number of tries.';
revoke execute on function private.class_job() from public;
create trigger class_job before insert on private.background_jobs
  for each row execute function private.class_job();

-- The organizations with something due, who has least under way first, then who waits longest.
create function private.waiting_organizations(of_class text, kinds text[]) returns table (org_id uuid, busy bigint)
language plpgsql volatile set search_path = ''
as $$
begin
  return query
    with recursive
      tenants as (
        (
          select j.org_id
          from private.background_jobs as j
          where j.class = of_class and j.finished_at is null and j.failed_at is null
          order by j.org_id
          limit 1
        )
        union all
        select (
          select j.org_id
          from private.background_jobs as j
          where j.class = of_class and j.org_id > t.org_id and j.finished_at is null and j.failed_at is null
          order by j.org_id
          limit 1
        )
        from tenants as t
        where t.org_id is not null
      ),
      under_way as (
        select j.org_id, count(*) as jobs
        from private.background_jobs as j
        where j.leased_by is not null and j.leased_until >= now() and j.class = of_class
          and j.finished_at is null and j.failed_at is null
        group by j.org_id
      )
    select t.org_id, coalesce(u.jobs, 0)
    from tenants as t
    cross join lateral (
      select j.run_at
      from private.background_jobs as j
      where j.class = of_class and j.org_id = t.org_id and j.run_at <= now()
        and j.finished_at is null and j.failed_at is null and j.cancel_requested_at is null
        and (j.leased_until is null or j.leased_until < now())
        and j.attempts < j.max_attempts and j.kind = any (kinds)
      order by j.run_at
      limit 1
    ) as oldest
    left join under_way as u on u.org_id = t.org_id
    order by coalesce(u.jobs, 0), oldest.run_at;
end;
$$;
comment on function private.waiting_organizations(text, text[]) is
  'Whose jobs of a class are due, in the order of their turns, with how many each has under way.';
revoke execute on function private.waiting_organizations(text, text[]) from public;

-- Rows another worker is looking at are passed over, not waited for. An expired lease makes a job due again; the attempt
-- was counted when it was taken, so a job that kills its workers ends as failed and not for ever.
create function private.lease_jobs(worker text, of_class text, of_org uuid, kinds text[], most integer, lease_s integer)
returns uuid[]
language plpgsql volatile set search_path = ''
as $$
declare
  leased uuid[];
begin
  with
    due as (
      select j.org_id, j.id
      from private.background_jobs as j
      where j.class = of_class and j.org_id = of_org and j.run_at <= now()
        and j.finished_at is null and j.failed_at is null and j.cancel_requested_at is null
        and (j.leased_until is null or j.leased_until < now())
        and j.attempts < j.max_attempts and j.kind = any (kinds)
      order by j.run_at
      limit most
      for update skip locked
    ),
    taken as (
      update private.background_jobs as j
      set leased_until = now() + make_interval(secs => lease_s), leased_by = worker, attempts = j.attempts + 1
      from due
      where j.org_id = due.org_id and j.id = due.id
      returning j.id
    )
  select coalesce(array_agg(t.id), '{}') into leased from taken as t;
  return leased;
end;
$$;
comment on function private.lease_jobs(text, text, uuid, text[], integer, integer) is
  'Takes an organization''s oldest due jobs of a class; answers which.';
revoke execute on function private.lease_jobs(text, text, uuid, text[], integer, integer) from public;

-- Twice round: first everybody his share of the room, then whoever has more takes what is left of it.
create function private.lease_class(worker text, class ops.job_classes, kinds text[], room integer, lease_s integer)
returns uuid[]
language plpgsql volatile set search_path = ''
as $$
declare
  free integer := room;
  share integer;
  tenants record;
  taken uuid[];
  leased uuid[] := '{}';
begin
  for round in 1 .. 2 loop
    for tenants in
      select w.org_id, w.busy, count(*) over () as waiting
      from private.waiting_organizations((class).name, kinds) as w
    loop
      exit when free <= 0;
      share := case when round = 1 then greatest(1, room / tenants.waiting) else free end;
      share := least(share, free, coalesce((class).most_per_org - tenants.busy, free));
      continue when share <= 0;
      taken := private.lease_jobs(worker, (class).name, tenants.org_id, kinds, share::integer, lease_s);
      leased := leased || taken;
      free := free - cardinality(taken);
    end loop;
  end loop;
  return leased;
end;
$$;
comment on function private.lease_class(text, ops.job_classes, text[], integer, integer) is
  'Takes due jobs of one class, organizations in turn; answers which.';
revoke execute on function private.lease_class(text, ops.job_classes, text[], integer, integer) from public;

drop function ops.claim_jobs(text, text[], integer, integer);
create function ops.claim_jobs(worker text, kinds text[], max_jobs integer, lease_s integer)
returns table (
  org_id uuid, id uuid, kind text, payload jsonb, attempts integer, max_attempts integer, first_wait_s integer,
  longest_wait_s integer, time_limit_s integer
)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  class ops.job_classes;
  room integer;
  leased uuid[] := '{}';
begin
  for class in select c.* from ops.job_classes as c order by c.position loop
    room := least(max_jobs - cardinality(leased), class.most_per_worker - (
      select count(*)
      from private.background_jobs as j
      where j.leased_by = worker and j.class = class.name and j.finished_at is null and j.failed_at is null
    ));
    if room > 0 then
      leased := leased || private.lease_class(worker, class, kinds, room, lease_s);
    end if;
  end loop;
  return query
    select
      j.org_id, j.id, j.kind, j.payload, j.attempts, j.max_attempts, c.first_wait_s, c.longest_wait_s, c.time_limit_s
    from private.background_jobs as j
    join ops.job_classes as c on c.name = j.class
    where j.leased_by = worker and j.id = any (leased) and j.finished_at is null and j.failed_at is null;
end;
$$;
comment on function ops.claim_jobs(text, text[], integer, integer) is
  'Takes up to max_jobs due jobs for lease_s seconds, with how their class tries again. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.claim_jobs(text, text[], integer, integer) from public;
grant execute on function ops.claim_jobs(text, text[], integer, integer) to callout_worker;
