-- Reading all settings and changing some. A value that equals the shipped one leaves no row, so a later, better default
-- reaches who went back to it.

create function private.settings_data(org uuid) returns jsonb
language sql stable set search_path = ''
as $$
  with every as (
    select jsonb_object_agg(c.category, c.settings order by c.category) as settings
    from (
      select d.category, jsonb_object_agg(d.name, coalesce(s.value, d.value)) as settings
      from private.default_settings as d
      left join public.system_settings as s on s.org_id = org and s.category = d.category and s.name = d.name
      group by d.category
    ) as c
  )
  select every.settings || jsonb_build_object('version', private.digest_version(every.settings::text)) from every
$$;
comment on function private.settings_data(uuid) is 'All settings: {version, <category>: {<name>: <value>}}.';
revoke execute on function private.settings_data(uuid) from public;

create function public.get_settings() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'settings', 'all');
  return private.settings_data(org);
end;
$$;
comment on function public.get_settings() is
  'All settings with their version. Definer: the shipped values are nobody''s table.';
revoke execute on function public.get_settings() from public, anon;
grant execute on function public.get_settings() to authenticated;

-- What a value may be: a number in its range, or for the daily limit null or an object of three whole numbers or null.
create function private.is_setting(shipped private.default_settings, value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case
    when shipped.least is not null then
      case when jsonb_typeof(value) = 'number' then
        (value #>> '{}')::numeric between shipped.least and shipped.most
        -- Whole where the shipped one is whole.
        and (shipped.value::text ~ '[.]' or value::text ~ '^[0-9]+$')
      else false end
    when jsonb_typeof(value) = 'null' then true
    when jsonb_typeof(value) <> 'object' then false
    else value - array['max_minutes', 'max_visits', 'urgent_reserve_min'] = '{}'
      and not exists (
        select
        from jsonb_each(value) as limits
        where jsonb_typeof(limits.value) <> 'null' and limits.value::text !~ '^[0-9]{1,6}$'
      )
  end
$$;
comment on function private.is_setting(private.default_settings, jsonb) is 'Whether a setting may have the value.';
revoke execute on function private.is_setting(private.default_settings, jsonb) from public;

create function public.update_settings(expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  wanted record;
begin
  perform private.require_permission('update', 'settings', 'all');
  perform from public.organizations as o where o.id = org for no key update;
  perform private.require_version((private.settings_data(org) ->> 'version')::bigint, expected_version);
  for wanted in
    select c.key as category, v.key as name, v.value, d as shipped
    from jsonb_each(changes) as c
    cross join lateral jsonb_each(c.value) as v
    left join private.default_settings as d on d.category = c.key and d.name = v.key
  loop
    if (wanted.shipped).name is null or not private.is_setting(wanted.shipped, wanted.value) then
      raise exception 'invalid: This value is not possible here.'
        using errcode = 'CO422', hint = wanted.category || '.' || wanted.name;
    end if;
    if wanted.value = (wanted.shipped).value then
      delete from public.system_settings as s
      where s.org_id = org and s.category = wanted.category and s.name = wanted.name;
    else
      insert into public.system_settings (org_id, category, name, value)
      values (org, wanted.category, wanted.name, wanted.value)
      on conflict on constraint system_settings_name_key do update
        set value = excluded.value where system_settings.value <> excluded.value;
    end if;
  end loop;
  return jsonb_build_object('status', 200, 'data', private.settings_data(org));
end;
$$;
comment on function public.update_settings(bigint, jsonb) is
  'Changes {<category>: {<name>: <value>}}; raises CO422 for an unknown name or impossible value. '
  'Definer: settings are written by functions only.';
revoke execute on function public.update_settings(bigint, jsonb) from public, anon;
grant execute on function public.update_settings(bigint, jsonb) to authenticated;
