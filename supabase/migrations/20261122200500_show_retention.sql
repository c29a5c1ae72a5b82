-- What an organization keeps and how long, what goes next, and before it shortens a time what that would remove.

-- Counting stops at a million: the page says "more than".
create function private.count_before(rule private.retention_rules, org uuid, before timestamptz) returns bigint
language plpgsql stable set search_path = ''
as $$
declare
  found_rows bigint;
begin
  execute format(
    'select count(*) from (select from %s as r where r.org_id = $1 and r.%I < $2 and (%s) limit 1000000) as t',
    rule.relation, rule.time_column, coalesce('r.' || rule.condition, 'true')
  ) into found_rows using org, before;
  return found_rows;
end;
$$;
comment on function private.count_before(private.retention_rules, uuid, timestamptz) is
  'An organization''s rows older than that, at most a million.';
revoke execute on function private.count_before(private.retention_rules, uuid, timestamptz) from public;

create function private.oldest_time(rule private.retention_rules, org uuid) returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  oldest timestamptz;
begin
  execute format(
    'select r.%2$I from %1$s as r where r.org_id = $1 and (%3$s) order by r.%2$I limit 1',
    rule.relation, rule.time_column, coalesce('r.' || rule.condition, 'true')
  ) into oldest using org;
  return oldest;
end;
$$;
comment on function private.oldest_time(private.retention_rules, uuid) is 'When an organization''s oldest row was written.';
revoke execute on function private.oldest_time(private.retention_rules, uuid) from public;

-- Of a table by month what goes, goes with its month.
create function private.retention_edge(rule private.retention_rules, keep interval) returns timestamptz
language sql stable set search_path = ''
as $$
  select case
    when rule.is_monthly then date_trunc('month', (now() - keep) at time zone 'UTC') at time zone 'UTC'
    else now() - keep
  end
$$;
comment on function private.retention_edge(private.retention_rules, interval) is 'What is older than this may go.';
revoke execute on function private.retention_edge(private.retention_rules, interval) from public;

create function private.retention_row(org uuid, rule private.retention_rules, wanted integer) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  shipped private.default_settings;
  keep constant interval := private.keep_time(rule, org);
  oldest constant timestamptz := private.oldest_time(rule, org);
  next_edge timestamptz := oldest;
  next_at timestamptz;
begin
  select d.* into shipped
  from private.default_settings as d
  where d.category = 'retention' and d.name = rule.setting;
  if rule.is_monthly then
    next_edge := (date_trunc('month', oldest at time zone 'UTC') + interval '1 month') at time zone 'UTC';
  else
    next_edge := oldest + interval '1 day';
  end if;
  next_at := greatest(now(), next_edge + keep);
  return jsonb_build_object(
    'name', rule.setting,
    'days', (private.setting(org, 'retention', rule.setting) #>> '{}')::integer,
    'default', (shipped.value #>> '{}')::integer, 'least', shipped.least, 'most', shipped.most,
    'is_archived', rule.is_archived, 'is_monthly', rule.is_monthly,
    'oldest_at', oldest,
    'held', private.count_before(rule, org, 'infinity'),
    'next', case when oldest is not null then
      jsonb_build_object('at', next_at, 'rows', private.count_before(rule, org, greatest(next_edge, next_at - keep)))
    end,
    'lost', case when wanted is not null then private.count_before(
      rule, org, private.retention_edge(rule, make_interval(days => wanted))
    ) end,
    'archived', private.archived_total(org, rule.name)
  );
end;
$$;
comment on function private.retention_row(uuid, private.retention_rules, integer) is
  'One kind: how long, how much is held, what goes next, and what the wanted days would remove.';
revoke execute on function private.retention_row(uuid, private.retention_rules, integer) from public;

create function private.archived_total(org uuid, rule text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('rows', sum(a.row_count), 'from', min(a.month), 'to', max(a.month))
    from private.archives as a
    where a.org_id = org and a.rule = archived_total.rule
    having count(*) > 0
  );
end;
$$;
comment on function private.archived_total(uuid, text) is 'What of an organization lies in the archive; null for nothing.';
revoke execute on function private.archived_total(uuid, text) from public;

create function public.get_retention(wanted jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'settings', 'all');
  return (
    select jsonb_build_object(
      'version', (private.settings_data(org) ->> 'version')::bigint,
      'kinds', jsonb_agg(private.retention_row(org, r, (wanted ->> r.setting)::integer) order by r.name)
    )
    from private.retention_rules as r
    where r.setting is not null
  );
end;
$$;
comment on function public.get_retention(jsonb) is
  'How long which kind is kept and what goes next; with wanted days by name, what they would remove now. '
  'Definer: it counts rows of tables that are nobody''s.';
revoke execute on function public.get_retention(jsonb) from public, anon;
grant execute on function public.get_retention(jsonb) to authenticated;
