-- A job's own copy of a checklist with the answers. The copy is taken when the job is made, so that a template may
-- change at any time without changing what somebody is asked, or was asked, at a customer's.

-- {key: {value, note?, at, by, version, was?}}: one answer per question, with the one it replaced unseen.
create function private.is_answers(answers jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
declare
  line record;
begin
  if jsonb_typeof(answers) is distinct from 'object' or length(answers::text) > 500000 then
    return false;
  end if;
  for line in select a.key, a.value from jsonb_each(answers) as a loop
    if line.key !~ '^[a-z][a-z0-9_]{0,59}$'
      or jsonb_typeof(line.value) <> 'object'
      or line.value - array['value', 'note', 'at', 'by', 'was', 'version'] <> '{}'
      or coalesce(jsonb_typeof(line.value -> 'value'), 'none') not in ('boolean', 'number', 'string', 'null')
      or line.value ->> 'at' is null then
      return false;
    end if;
  end loop;
  return true;
end;
$$;
comment on function private.is_answers(jsonb) is 'Whether the value is what job_checklists.answers holds.';
revoke execute on function private.is_answers(jsonb) from public;

create table public.job_checklists (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  job_id uuid not null,
  template_id uuid,
  name text not null,
  items jsonb not null,
  answers jsonb not null default '{}',
  is_required boolean not null default true,
  completed_at timestamptz,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, template_id) references public.checklist_templates (org_id, id) on delete set null (template_id),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint job_checklists_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 120),
  constraint job_checklists_items_check check (private.is_checklist(items)),
  constraint job_checklists_answers_check check (private.is_answers(answers))
);
comment on table public.job_checklists is 'What is asked at a job, copied from a template, with the answers.';
comment on column public.job_checklists.is_required is
  'Whether its required questions must be answered before a visit is done.';
comment on column public.job_checklists.completed_at is
  'When the last required question was answered; null while one is open.';

create index job_checklists_job_idx on public.job_checklists (org_id, job_id, id);
create index job_checklists_template_idx on public.job_checklists (org_id, template_id) where template_id is not null;
create index job_checklists_created_by_idx on public.job_checklists (org_id, created_by) where created_by is not null;

alter table public.job_checklists enable row level security;

-- Written by functions only: answers merge by question, and a phone's clock decides between two.
grant select on public.job_checklists to authenticated;

create policy job_checklists_select_reader on public.job_checklists for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'jobs')) = 'all'
      or (
        (select private.permission_scope('read', 'jobs')) = 'own'
        and job_id in (select private.own_job_ids())
      )
    )
  );

-- Jobs that are open today get theirs as if the table had always been there.
insert into public.job_checklists (org_id, job_id, template_id, name, items, created_by)
select j.org_id, j.id, t.id, t.name, t.items, null
from public.jobs as j
join public.service_types as s on s.org_id = j.org_id and s.id = j.service_type_id
join public.checklist_templates as t
  on t.org_id = j.org_id and t.id = s.checklist_template_id and t.deleted_at is null and t.items <> '[]'
where j.status in ('new', 'scheduled', 'in_progress', 'on_hold') and j.deleted_at is null
order by j.org_id, j.id;

create trigger forbid_change before update of org_id, id, job_id, items, created_by, created_at on public.job_checklists
  for each row execute function private.forbid_change('org_id', 'id', 'job_id', 'items', 'created_by', 'created_at');
create trigger touch_row before update on public.job_checklists
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.job_checklists
  referencing new table as new_rows
  for each statement execute function private.record_changes('job_checklist');
create trigger record_update after update on public.job_checklists
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('job_checklist');
create trigger record_delete after delete on public.job_checklists
  referencing old table as old_rows
  for each statement execute function private.record_changes('job_checklist');

-- Jobs are written by the hundred and change state with every step of a visit: whoever has no checklist costs nothing.
create function private.copy_checklists(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  insert into public.job_checklists (org_id, job_id, template_id, name, items)
  select org, j.id, t.id, t.name, t.items
  from public.jobs as j
  join public.service_types as s on s.org_id = org and s.id = j.service_type_id
  join public.checklist_templates as t
    on t.org_id = org and t.id = s.checklist_template_id and t.deleted_at is null and t.items <> '[]'
  where j.org_id = org and j.id = any (jobs);
end;
$$;
comment on function private.copy_checklists(uuid, uuid[]) is 'Gives jobs the checklist of their service type.';
revoke execute on function private.copy_checklists(uuid, uuid[]) from public;

create function private.give_checklists() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  org uuid;
  ids uuid[];
begin
  for org, ids in
    select n.org_id, array_agg(n.id) from new_rows as n where n.service_type_id is not null group by n.org_id
  loop
    perform private.copy_checklists(org, ids);
  end loop;
  return null;
end;
$$;
comment on function private.give_checklists() is
  'After jobs were made: their checklists. Definer: nobody may write these by hand.';
revoke execute on function private.give_checklists() from public;

-- Another service type asks other questions. What somebody has answered stays, whatever the job is called now.
create function private.change_checklists() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  org uuid;
  ids uuid[];
begin
  for org, ids in
    select n.org_id, array_agg(n.id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.service_type_id is distinct from o.service_type_id
      and not exists (
        select from public.job_checklists as c where c.org_id = n.org_id and c.job_id = n.id and c.answers <> '{}'
      )
    group by n.org_id
  loop
    delete from public.job_checklists as c
    using old_rows as o
    join public.service_types as s on s.org_id = o.org_id and s.id = o.service_type_id
    where c.org_id = org and c.job_id = any (ids) and o.org_id = org and o.id = c.job_id
      and c.template_id = s.checklist_template_id;
    perform private.copy_checklists(org, ids);
  end loop;
  return null;
end;
$$;
comment on function private.change_checklists() is
  'After jobs were changed: of another service type, and nothing answered yet, they get its checklist. '
  'Definer: nobody may write these by hand.';
revoke execute on function private.change_checklists() from public;

create trigger settle_insert after insert on public.jobs
  referencing new table as new_rows
  for each statement execute function private.give_checklists();
create trigger settle_update after update on public.jobs
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.change_checklists();
