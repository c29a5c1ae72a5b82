-- When a company works, by weekday, in the wall time of the place. Several spans a day are a lunch break; a night shift
-- is one span to 24:00 and one from 00:00 of the next day. The whole week is replaced at once, so a reader never sees
-- half of a change.
create table public.business_hours (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  weekday integer not null,
  opens time not null,
  closes time not null,
  primary key (org_id, id),
  constraint business_hours_weekday_check check (weekday between 1 and 7),
  constraint business_hours_opens_check check (extract(second from opens) = 0),
  constraint business_hours_closes_check check (opens < closes and extract(second from closes) = 0),
  constraint business_hours_no_overlap exclude using gist (
    org_id with =,
    weekday with =,
    int4range((extract(epoch from opens) / 60)::integer, (extract(epoch from closes) / 60)::integer) with &&
  )
);
comment on table public.business_hours is 'Opening hours of the week; a day without a row is closed.';
comment on column public.business_hours.weekday is '1 is Monday, 7 is Sunday, as in ISO 8601.';
comment on column public.business_hours.closes is '24:00 is the end of the day.';

create index business_hours_week_idx on public.business_hours (org_id, weekday, opens);

alter table public.business_hours enable row level security;

grant select on public.business_hours to authenticated;

create policy business_hours_select_reader on public.business_hours for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'hours')) = 'all'
  );
