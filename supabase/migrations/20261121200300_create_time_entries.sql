-- What one person did from when to when: on the way, at the customer's, resting. Most of it is made by the steps of
-- visits; a person may write and correct, and says why. Of one person no two overlap, or he would be paid twice.
create table public.time_entries (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid,
  resource_id uuid not null,
  kind text not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  source text not null default 'manual',
  note text,
  correction_reason text,
  corrected_at timestamptz,
  corrected_by uuid,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, resource_id) references public.bookable_resources (org_id, id),
  foreign key (org_id, corrected_by) references public.organization_members (org_id, user_id)
    on delete set null (corrected_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint time_entries_kind_check check (kind in ('travel', 'on_site', 'break')),
  constraint time_entries_source_check check (source in ('step', 'manual')),
  -- Longer is a forgotten end, and blocks the person's every later hour until somebody says when it was.
  constraint time_entries_ends_at_check check (ends_at > starts_at and ends_at <= starts_at + interval '31 days'),
  constraint time_entries_note_check check (note ~ '\S' and length(note) <= 500),
  constraint time_entries_correction_reason_check check (
    correction_reason is null or corrected_at is not null and correction_reason ~ '\S' and length(correction_reason) <= 1000
  ),
  constraint time_entries_corrected_check check (corrected_by is null or corrected_at is not null),
  constraint time_entries_deleted_check check (deleted_by is null or deleted_at is not null),
  constraint time_entries_overlap exclude using gist (
    org_id with =, resource_id with =, tstzrange(starts_at, ends_at, '[)') with &&
  ) where (deleted_at is null) deferrable initially immediate
);
comment on table public.time_entries is 'Hours of people: travel, work, rest. One person''s never overlap.';
comment on column public.time_entries.ends_at is 'Null while it runs.';
comment on column public.time_entries.source is 'step: made by the steps of a visit; manual: written by a person.';

create index time_entries_booking_idx on public.time_entries (org_id, booking_id, starts_at) where booking_id is not null;
create index time_entries_resource_idx on public.time_entries (org_id, resource_id, starts_at desc, id desc);
create index time_entries_list_idx on public.time_entries (org_id, starts_at desc, id desc);
create index time_entries_corrected_by_idx on public.time_entries (org_id, corrected_by) where corrected_by is not null;
create index time_entries_created_by_idx on public.time_entries (org_id, created_by) where created_by is not null;
create index time_entries_deleted_by_idx on public.time_entries (org_id, deleted_by) where deleted_by is not null;

alter table public.time_entries enable row level security;

-- Written by functions only: a correction leaves its reason.
grant select on public.time_entries to authenticated;

create policy time_entries_select_reader on public.time_entries for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'time_entries')) = 'all'
      or (
        (select private.permission_scope('read', 'time_entries')) = 'own'
        and resource_id in (select private.own_resource_ids())
      )
    )
    and (deleted_at is null or (select private.permission_scope('delete', 'time_entries')) = 'all')
  );

create trigger forbid_change before update of org_id, id, resource_id, source, created_by, created_at
  on public.time_entries
  for each row execute function private.forbid_change(
    'org_id', 'id', 'resource_id', 'source', 'created_by', 'created_at'
  );
create trigger touch_row before update on public.time_entries
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.time_entries
  referencing new table as new_rows
  for each statement execute function private.record_changes('time_entry');
create trigger record_update after update on public.time_entries
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('time_entry');
create trigger record_delete after delete on public.time_entries
  referencing old table as old_rows
  for each statement execute function private.record_changes('time_entry');

-- Whose clock a step starts: of who took it, if he is sent there, else of who leads. A van keeps no hours.
create function private.clock_resource(org uuid, booking uuid, actor uuid) returns uuid
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select a.resource_id
    from public.booking_assignments as a
    join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.kind = 'technician'
    where a.org_id = org and a.booking_id = booking
    order by r.user_id is not distinct from actor and actor is not null desc, a.role = 'lead' desc, a.resource_id
    limit 1
  );
end;
$$;
comment on function private.clock_resource(uuid, uuid, uuid) is
  'The technician whose hours a step of a visit writes; null where none is sent.';
revoke execute on function private.clock_resource(uuid, uuid, uuid) from public;

-- Ends what runs. Who is done before he began, by a clock that was put back, was there for no time at all.
create function private.stop_clock(org uuid, entry public.time_entries, moment timestamptz) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if moment > (entry).starts_at then
    update public.time_entries as e
    set ends_at = least(moment, (entry).starts_at + interval '31 days')
    where e.org_id = org and e.id = (entry).id;
  else
    delete from public.time_entries as e where e.org_id = org and e.id = (entry).id;
  end if;
end;
$$;
comment on function private.stop_clock(uuid, public.time_entries, timestamptz) is 'Ends a running entry.';
revoke execute on function private.stop_clock(uuid, public.time_entries, timestamptz) from public;

-- A step must never fail because of hours somebody wrote meanwhile: what is there stays, and the new entry fills what is
-- free from its moment on.
create function private.start_clock(org uuid, booking uuid, resource uuid, kind text, moment timestamptz) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  entry public.time_entries;
  since timestamptz := moment;
  until timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('hours:' || org || resource, 0));
  select e.* into entry
  from public.time_entries as e
  where e.org_id = org and e.resource_id = resource and e.ends_at is null and e.deleted_at is null;
  if found and (entry.starts_at <= moment) then
    perform private.stop_clock(org, entry, moment);
  end if;
  loop
    select max(e.ends_at) into until
    from public.time_entries as e
    where e.org_id = org and e.resource_id = resource and e.deleted_at is null
      and e.starts_at <= since and e.ends_at > since;
    exit when until is null;
    since := until;
  end loop;
  select min(e.starts_at) into until
  from public.time_entries as e
  where e.org_id = org and e.resource_id = resource and e.deleted_at is null and e.starts_at >= since;
  if until = since then
    return;
  end if;
  insert into public.time_entries (org_id, booking_id, resource_id, kind, starts_at, ends_at, source)
  values (
    org, booking, resource, kind, since,
    case when until is not null then least(until, since + interval '31 days') end, 'step'
  );
end;
$$;
comment on function private.start_clock(uuid, uuid, uuid, text, timestamptz) is
  'Begins an entry at a moment, ending what runs and leaving alone what is written there.';
revoke execute on function private.start_clock(uuid, uuid, uuid, text, timestamptz) from public;

create function private.follow_steps() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  step record;
  entry public.time_entries;
  moment timestamptz;
  resource uuid;
begin
  for step in
    select n.org_id, n.booking_id, n.from_status, n.to_status, n.device_time, n.actor_id
    from new_rows as n
    where n.from_status is not null and n.to_status not in ('scheduled', 'dispatched', 'closed')
    order by n.booking_id, n.booking_version
  loop
    moment := private.step_time(step.device_time);
    if step.to_status in ('en_route', 'on_site', 'paused') then
      resource := private.clock_resource(step.org_id, step.booking_id, step.actor_id);
      -- Taken up again by the office: nobody is there yet, and nobody's hours begin.
      if resource is not null and not (step.from_status = 'completed' and not exists (
        select from public.bookable_resources as r
        where r.org_id = step.org_id and r.id = resource and r.user_id = step.actor_id
      )) then
        perform private.start_clock(
          step.org_id, step.booking_id, resource,
          case step.to_status when 'en_route' then 'travel' when 'paused' then 'break' else 'on_site' end, moment
        );
      end if;
    else
      for entry in
        select e.*
        from public.time_entries as e
        where e.org_id = step.org_id and e.booking_id = step.booking_id and e.ends_at is null and e.deleted_at is null
      loop
        perform private.stop_clock(step.org_id, entry, moment);
      end loop;
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.follow_steps() is
  'After steps of visits: the hours that follow from them. Definer: nobody may write these by hand.';
revoke execute on function private.follow_steps() from public;

create trigger settle_insert after insert on public.booking_status_history
  referencing new table as new_rows
  for each statement execute function private.follow_steps();
