-- Which tags a job carries: read with it, replaced as a whole by the functions that write jobs.
create table public.job_tags (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  job_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint job_tags_pair_key unique (org_id, job_id, tag_id),
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, tag_id) references public.tags (org_id, id) on delete cascade
);
comment on table public.job_tags is 'Which jobs carry which tags.';

create index job_tags_tag_idx on public.job_tags (org_id, tag_id, job_id);

alter table public.job_tags enable row level security;

-- Written by set_job_tags only.
grant select on public.job_tags to authenticated;

create policy job_tags_select_reader on public.job_tags for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'tags')) = 'all'
    and (
      (select private.permission_scope('read', 'jobs')) = 'all'
      or (
        (select private.permission_scope('read', 'jobs')) = 'own'
        and job_id in (select private.own_job_ids())
      )
    )
  );

create function private.job_tag_data(org uuid, job uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(
    jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name, t.id), '[]'
  )
  from public.job_tags as l
  join public.tags as t on t.org_id = l.org_id and t.id = l.tag_id
  where l.org_id = org and l.job_id = job and t.deleted_at is null
$$;
comment on function private.job_tag_data(uuid, uuid) is 'Tags of a job: [{id, name, color}].';
revoke execute on function private.job_tag_data(uuid, uuid) from public;

create function private.set_job_tags(org uuid, job uuid, tag_ids uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  before constant jsonb := private.job_tag_data(org, job);
  after jsonb;
  raised bigint;
begin
  perform private.require_tags(org, tag_ids);
  delete from public.job_tags as l
  where l.org_id = org and l.job_id = set_job_tags.job and l.tag_id <> all (tag_ids);
  insert into public.job_tags (org_id, job_id, tag_id)
  select distinct org, set_job_tags.job, w from unnest(tag_ids) as w
  on conflict on constraint job_tags_pair_key do nothing;

  after := private.job_tag_data(org, job);
  if after = before then
    return;
  end if;
  update public.jobs as j
  set version = j.version + 1, updated_at = now()
  where j.org_id = org and j.id = set_job_tags.job
  returning j.version into raised;
  perform private.record_link_change(org, 'job', job, raised, 'tags', before, after);
end;
$$;
comment on function private.set_job_tags(uuid, uuid, uuid[]) is
  'Makes tag_ids the tags of a job, whose version rises with them. The caller has been asked for his right.';
revoke execute on function private.set_job_tags(uuid, uuid, uuid[]) from public;
