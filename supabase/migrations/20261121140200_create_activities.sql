-- What people write down about a record: notes and calls, the spoken half of its history. Kept by month, because they
-- grow with every call and are read newest first. A line is never edited or deleted: what was noted at the time is
-- what later questions are answered with.
create table public.activities (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  kind text not null default 'note',
  body text not null,
  customer_id uuid,
  property_id uuid,
  job_id uuid,
  booking_id uuid,
  created_by uuid default private.current_user_id(),
  primary key (org_id, id, created_at),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, property_id) references public.properties (org_id, id) on delete cascade,
  foreign key (org_id, job_id) references public.jobs (org_id, id) on delete cascade,
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint activities_kind_check check (kind in ('note', 'call')),
  constraint activities_body_check check (body ~ '\S' and length(body) <= 10000),
  constraint activities_target_check check (num_nonnulls(customer_id, property_id, job_id, booking_id) = 1)
) partition by range (created_at);
comment on table public.activities is 'Notes and calls about one customer, property, job or visit. By month.';

create index activities_customer_idx on public.activities (org_id, customer_id, created_at desc, id desc)
  where customer_id is not null;
create index activities_property_idx on public.activities (org_id, property_id, created_at desc, id desc)
  where property_id is not null;
create index activities_job_idx on public.activities (org_id, job_id, created_at desc, id desc)
  where job_id is not null;
create index activities_booking_idx on public.activities (org_id, booking_id, created_at desc, id desc)
  where booking_id is not null;
create index activities_created_by_idx on public.activities (org_id, created_by) where created_by is not null;

alter table public.activities enable row level security;

grant select on public.activities to authenticated;

-- Who may read the record may read what was noted about it, as far as his own scope reaches.
create policy activities_select_reader on public.activities for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (
        customer_id is not null
        and (
          (select private.permission_scope('read', 'customers')) = 'all'
          or (
            (select private.permission_scope('read', 'customers')) = 'own'
            and customer_id in (select private.own_customer_ids())
          )
        )
      )
      or (
        property_id is not null
        and (
          (select private.permission_scope('read', 'properties')) = 'all'
          or (
            (select private.permission_scope('read', 'properties')) = 'own'
            and property_id in (select private.own_property_ids())
          )
        )
      )
      or (
        job_id is not null
        and (
          (select private.permission_scope('read', 'jobs')) = 'all'
          or (
            (select private.permission_scope('read', 'jobs')) = 'own'
            and job_id in (select private.own_job_ids())
          )
        )
      )
      or (
        booking_id is not null
        and (
          (select private.permission_scope('read', 'bookings')) = 'all'
          or (
            (select private.permission_scope('read', 'bookings')) = 'own'
            and booking_id in (select private.own_booking_ids())
          )
        )
      )
    )
  );

select private.create_partitions_ahead('public.activities');

-- The one record a line is about, and whether the caller may read it: an unknown id, another tenant's and one outside
-- of scope own are CO404 alike.
create function private.require_activity_target(org uuid, target jsonb) returns void
language plpgsql stable set search_path = ''
as $$
declare
  scope text;
begin
  if num_nonnulls(
    target ->> 'customer_id', target ->> 'property_id', target ->> 'job_id', target ->> 'booking_id'
  ) <> 1 then
    raise exception 'invalid: An activity is about exactly one customer, property, job or visit.'
      using errcode = 'CO422', hint = 'booking_id';
  end if;
  if target ->> 'customer_id' is not null then
    scope := private.require_permission('read', 'customers');
    perform from public.customers as c
    where c.org_id = org
      and c.id = (target ->> 'customer_id')::uuid
      and (scope = 'all' or c.id in (select private.own_customer_ids()))
      and (c.deleted_at is null or private.has_permission('delete', 'customers'));
  elsif target ->> 'property_id' is not null then
    scope := private.require_permission('read', 'properties');
    perform from public.properties as p
    where p.org_id = org
      and p.id = (target ->> 'property_id')::uuid
      and (scope = 'all' or p.id in (select private.own_property_ids()))
      and (p.deleted_at is null or private.has_permission('delete', 'properties'));
  elsif target ->> 'job_id' is not null then
    scope := private.require_permission('read', 'jobs');
    perform from public.jobs as j
    where j.org_id = org
      and j.id = (target ->> 'job_id')::uuid
      and (scope = 'all' or j.id in (select private.own_job_ids()))
      and (j.deleted_at is null or private.has_permission('delete', 'jobs'));
  else
    scope := private.require_permission('read', 'bookings');
    perform from public.bookings as b
    where b.org_id = org
      and b.id = (target ->> 'booking_id')::uuid
      and (scope = 'all' or b.id in (select private.own_booking_ids()));
  end if;
  if not found then
    raise exception 'not_found: There is no such record.' using errcode = 'CO404', hint = 'id';
  end if;
end;
$$;
comment on function private.require_activity_target(uuid, jsonb) is
  'Raises CO422 unless exactly one target is named, CO404 unless the caller may read it.';
revoke execute on function private.require_activity_target(uuid, jsonb) from public;

create function public.create_activity(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made public.activities;
begin
  perform private.require_activity_target(org, payload);
  answer := private.claim_idempotency('create_activity', payload, org);
  if answer is not null then
    return answer;
  end if;
  insert into public.activities (org_id, kind, body, customer_id, property_id, job_id, booking_id)
  values (
    org, coalesce(payload ->> 'kind', 'note'), payload ->> 'body', (payload ->> 'customer_id')::uuid,
    (payload ->> 'property_id')::uuid, (payload ->> 'job_id')::uuid, (payload ->> 'booking_id')::uuid
  )
  returning * into made;
  return private.remember_answer(
    org, 201,
    to_jsonb(made) || jsonb_build_object('author', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = made.created_by
    ))
  );
end;
$$;
comment on function public.create_activity(jsonb) is
  'Notes {kind, body} about exactly one of {customer_id, property_id, job_id, booking_id}; answers the line. '
  'Definer: who may read a record may write about it, whatever else he may change.';
revoke execute on function public.create_activity(jsonb) from public, anon;
grant execute on function public.create_activity(jsonb) to authenticated;

create function public.list_activities(target jsonb, before jsonb default null, page_limit integer default 50)
returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  before_at constant timestamptz := coalesce((before ->> 'at')::timestamptz, 'infinity');
  before_id constant uuid := coalesce((before ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  wanted_customer constant uuid := (target ->> 'customer_id')::uuid;
  wanted_property constant uuid := (target ->> 'property_id')::uuid;
  wanted_job constant uuid := (target ->> 'job_id')::uuid;
  wanted_booking constant uuid := (target ->> 'booking_id')::uuid;
begin
  perform private.require_activity_target(org, target);
  return query
    select to_jsonb(l) || jsonb_build_object(
      'author',
      case when a.id is not null then jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) end
    )
    from (
      select r.*
      from public.activities as r
      where r.org_id = org
        and (wanted_customer is null or r.customer_id = wanted_customer)
        and (wanted_property is null or r.property_id = wanted_property)
        and (wanted_job is null or r.job_id = wanted_job)
        and (wanted_booking is null or r.booking_id = wanted_booking)
        and (r.created_at, r.id) < (before_at, before_id)
      order by r.created_at desc, r.id desc
      limit private.page_size(page_limit)
    ) as l
    left join public.profiles as a on a.id = l.created_by
    order by l.created_at desc, l.id desc;
end;
$$;
comment on function public.list_activities(jsonb, jsonb, integer) is
  'Notes and calls about one record, newest first; before: {at, id}. '
  'Definer: the authors'' names would cost a second policy per row.';
revoke execute on function public.list_activities(jsonb, jsonb, integer) from public, anon;
grant execute on function public.list_activities(jsonb, jsonb, integer) to authenticated;
