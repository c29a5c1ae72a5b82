-- What needs a person: told once when it begins, once when it is over. A row is one occurrence; that it was told is
-- written only after the mail left, so that a mail server that is away delays an alert and does not swallow it.

create table ops.alerts (
  id uuid not null default private.uuid_v7() primary key,
  name text not null,
  value double precision,
  raised_at timestamptz not null default now(),
  raised_told_at timestamptz,
  resolved_at timestamptz,
  resolved_told_at timestamptz,
  constraint alerts_name_check check (name ~ '^[a-z_]{1,60}$'),
  constraint alerts_order_check check (resolved_told_at is null or resolved_at is not null and raised_told_at is not null)
);
comment on table ops.alerts is 'Occurrences of what an operator was or will be written about.';
comment on column ops.alerts.value is 'What was measured when it began.';
create unique index alerts_open_key on ops.alerts (name) where resolved_at is null;
create index alerts_untold_idx on ops.alerts (raised_at) where raised_told_at is null or resolved_told_at is null;
alter table ops.alerts enable row level security;

create function ops.note_alerts(firing jsonb)
returns table (alert uuid, kind text, measured double precision, news text, at timestamptz)
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into ops.alerts as a (name, value)
  select f.key, (f.value #>> '{}')::double precision
  from jsonb_each(firing) as f
  on conflict (name) where resolved_at is null do nothing;
  update ops.alerts as a set resolved_at = now() where a.resolved_at is null and not firing ? a.name;
  delete from ops.alerts as a where a.resolved_told_at < now() - interval '400 days';
  return query
    select a.id, a.name, a.value, 'raised', a.raised_at from ops.alerts as a where a.raised_told_at is null
    union all
    select a.id, a.name, a.value, 'resolved', a.resolved_at
    from ops.alerts as a
    where a.resolved_at is not null and a.resolved_told_at is null
    order by 5, 4;
end;
$$;
comment on function ops.note_alerts(jsonb) is
  'Keeps what is firing now, {name: value}, and answers what the operator does not know yet. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.note_alerts(jsonb) from public;
grant execute on function ops.note_alerts(jsonb) to callout_worker;

create function ops.alert_told(alert uuid, news text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update ops.alerts as a
  set
    raised_told_at = coalesce(a.raised_told_at, now()),
    resolved_told_at = case when news = 'resolved' then now() end
  where a.id = alert;
end;
$$;
comment on function ops.alert_told(uuid, text) is
  'The operator was told that it began or that it is over. Definer: the worker has no right on any table.';
revoke execute on function ops.alert_told(uuid, text) from public;
grant execute on function ops.alert_told(uuid, text) to callout_worker;

insert into ops.schedules (name, every_s) values ('watch_installation', 60);
