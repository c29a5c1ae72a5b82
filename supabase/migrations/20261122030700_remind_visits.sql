-- What is sent by the clock: the day before, by day and by the clock of the site; and, where an organization wants it,
-- that we are late. A key per visit and day keeps a second sweep from saying it again.

create function private.reminders_due() returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object(
      'org_id', v.org_id,
      'event', 'visit.reminder',
      'booking_id', v.id,
      'customer_id', v.customer_id,
      'key', 'visit.reminder:' || v.id || ':' || v.on_day,
      'not_before', now()
    ))
    from public.organizations as o
    cross join lateral (
      select
        b.org_id, b.id, j.customer_id, (b.starts_at at time zone coalesce(p.time_zone, o.time_zone))::date as on_day,
        now() at time zone coalesce(p.time_zone, o.time_zone) as wall
      from public.bookings as b
      join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
      join public.properties as p on p.org_id = b.org_id and p.id = j.property_id
      where b.org_id = o.id and b.status in ('scheduled', 'dispatched')
        -- Tomorrow somewhere on earth; which day it is there, is asked below.
        and b.starts_at between now() + interval '2 hours' and now() + interval '40 hours'
    ) as v
    where o.status = 'active' and o.deleted_at is null
      and v.wall::time between '09:00' and '20:00'
      and v.on_day = v.wall::date + 1
      and not exists (
        select
        from public.notification_intents as i
        where i.org_id = v.org_id
          and (
            i.dedupe_key = 'visit.reminder:' || v.id || ':' || v.on_day
            -- Who was told of it this afternoon, or is about to be, needs no second mail tonight.
            or i.booking_id = v.id and private.is_plan_event(i.event) and i.withdrawn_at is null
              and coalesce(i.told_at, now()) > now() - interval '4 hours'
          )
      )
  );
end;
$$;
comment on function private.reminders_due() is 'Messages to customers who are visited tomorrow and were not reminded yet.';
revoke execute on function private.reminders_due() from public;

create function private.late_messages_due() returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_agg(jsonb_build_object(
      'org_id', b.org_id,
      'event', 'visit.late',
      'booking_id', b.id,
      'customer_id', j.customer_id,
      'key', 'visit.late:' || b.id || ':' || extract(epoch from b.starts_at)::bigint,
      'data', jsonb_build_object('minutes', private.minutes_to_tell(l.late_min)),
      'not_before', now()
    ))
    from public.system_settings as s
    cross join lateral private.lateness(s.org_id) as l
    join public.bookings as b on b.org_id = s.org_id and b.id = l.booking_id
    join public.jobs as j on j.org_id = b.org_id and j.id = b.job_id
    where s.category = 'messages' and s.name = 'late_automatic' and s.value = 'true'
      and l.kind in ('departure', 'arrival')
      and not exists (
        select
        from public.notification_intents as i
        where i.org_id = b.org_id and i.booking_id = b.id and i.event = 'visit.late'
          and i.withdrawn_at is null and i.created_at > now() - interval '12 hours'
      )
  );
end;
$$;
comment on function private.late_messages_due() is
  'Messages that we are late, of organizations that want them sent by themselves; once for each visit.';
revoke execute on function private.late_messages_due() from public;

-- People plan by five minutes, and "two minutes late" is no news.
create function private.minutes_to_tell(late_min integer) returns integer
language sql immutable set search_path = ''
as $$
  select least(480, greatest(10, ceil(coalesce(late_min, 0) / 5.0)::integer * 5))
$$;
comment on function private.minutes_to_tell(integer) is 'Minutes as they are said: by fives, at least ten.';
revoke execute on function private.minutes_to_tell(integer) from public;

create function ops.remind_visits() returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  due constant jsonb := coalesce(private.reminders_due(), '[]') || coalesce(private.late_messages_due(), '[]');
begin
  if due = '[]' then
    return 0;
  end if;
  return (select count(*) from private.add_messages(due));
end;
$$;
comment on function ops.remind_visits() is
  'Adds what is due by the clock; answers how many messages. Definer: the worker has no right on any table.';
revoke execute on function ops.remind_visits() from public;
grant execute on function ops.remind_visits() to callout_worker;

-- Addresses are not kept longer than they are needed to answer "did it arrive?"; what customers were told stays with the
-- visit. A message whose last worker died with it says so.
create function ops.sweep_messages() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  dropped integer;
  given_up integer;
begin
  dropped := private.drop_old_partitions('public.notifications', 30);
  update public.notifications as n
  set status = 'failed', error = coalesce(n.error, 'The worker ended before the mail left.'), updated_at = now()
  where n.status in ('waiting', 'sending') and n.updated_at < now() - interval '1 day'
    and n.not_before < now() - interval '1 day'
    and not exists (
      select
      from private.background_jobs as j
      where j.org_id = n.org_id and j.kind = 'notification_mail' and j.finished_at is null and j.failed_at is null
        and j.payload ->> 'notification_id' = n.id::text
    );
  get diagnostics given_up = row_count;
  return jsonb_build_object('partitions_dropped', dropped, 'given_up', given_up);
end;
$$;
comment on function ops.sweep_messages() is
  'Months of messages past their retention go, and those nobody will send any more are failed. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.sweep_messages() from public;
grant execute on function ops.sweep_messages() to callout_worker;

insert into ops.schedules (name, every_s) values ('remind_visits', 60), ('sweep_messages', 3600);
