-- A company chooses how its jobs, visits and requests are numbered: the letters in front, and the number that comes next
-- (a company that moves here goes on where its old paper ended). Numbers that were given keep their letters for good,
-- because people hold papers with them. So letters belong to one kind for ever, and no number is given twice.
insert into private.default_settings (category, name, value)
values
  ('numbering', 'booking_prefix', '"V"'),
  ('numbering', 'job_prefix', '"J"'),
  ('numbering', 'request_prefix', '"R"');

-- Beside the counters, so that taking a number reads no setting.
alter table private.number_slots add column prefix text;
update private.number_slots set prefix = case kind when 'job' then 'J' when 'booking' then 'V' else 'R' end;
alter table private.number_slots
  alter column prefix set not null,
  add constraint number_slots_prefix_check check (prefix ~ '^[A-Z]{1,5}$');
comment on column private.number_slots.prefix is 'The letters of the next number, as in the settings.';
insert into private.personal_data_columns (relation, name, person, rule, reason)
values ('private.number_slots', 'prefix', 'none', 'stay', 'Letters the company chose.');

create function private.make_number_slots(org uuid, kind text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  insert into private.number_slots (org_id, kind, slot, next_value, prefix)
  select
    org, make_number_slots.kind, s.slot,
    s.slot + case make_number_slots.kind when 'job' then 1001 when 'booking' then 2001 else 3001 end,
    private.setting(org, 'numbering', make_number_slots.kind || '_prefix') #>> '{}'
  from generate_series(0, 15) as s (slot)
  on conflict on constraint number_slots_slot_key do nothing;
end;
$$;
comment on function private.make_number_slots(uuid, text) is 'Makes what is missing of the sixteen counters of a kind.';
revoke execute on function private.make_number_slots(uuid, text) from public;

create or replace function private.take_number(org uuid, kind text) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  taken bigint;
  letters text;
  waited constant smallint := floor(random() * 16);
begin
  for attempt in 1..3 loop
    update private.number_slots as n
    set next_value = n.next_value + 16
    where n.org_id = org
      and n.id = (
        select free.id
        from private.number_slots as free
        where free.org_id = org and free.kind = take_number.kind
        order by free.next_value
        limit 1
        for update skip locked
      )
    returning n.next_value - 16, n.prefix into taken, letters;
    exit when taken is not null;
    -- The first number of its kind, or more than sixteen writers at once: make what is missing, else wait for one.
    perform private.make_number_slots(org, take_number.kind);
    perform from private.number_slots as n
    where n.org_id = org and n.kind = take_number.kind and n.slot = waited
    for update;
  end loop;
  if taken is null then
    raise exception 'busy: Too many numbers are being taken at once.' using errcode = '55P03';
  end if;
  return letters || '-' || taken;
end;
$$;
comment on function private.take_number(uuid, text) is
  'The next number of a job, booking or request of the organization, with its letters.';

create function private.highest_number(org uuid, kind text, prefix text) returns bigint
language plpgsql stable set search_path = ''
as $$
declare
  pattern constant text := '^' || prefix || '-[0-9]{1,12}$';
begin
  return (
    select max(split_part(n.number, '-', 2)::bigint)
    from (
      select j.number from public.jobs as j where highest_number.kind = 'job' and j.org_id = org
      union all
      select b.number from public.bookings as b where highest_number.kind = 'booking' and b.org_id = org
      union all
      select r.number from public.booking_requests as r where highest_number.kind = 'request' and r.org_id = org
    ) as n
    where n.number ~ pattern
  );
end;
$$;
comment on function private.highest_number(uuid, text, text) is
  'The highest number given to a kind of record with these letters; null for none. Reads all of them: for changes only.';
revoke execute on function private.highest_number(uuid, text, text) from public;

create function private.numbering_data(org uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  letters jsonb;
  counters jsonb;
begin
  select
    jsonb_object_agg(k.kind || '_prefix', private.setting(org, 'numbering', k.kind || '_prefix')),
    jsonb_object_agg(k.kind || '_next', coalesce(
      (select min(n.next_value) from private.number_slots as n where n.org_id = org and n.kind = k.kind), k.start
    ))
  into letters, counters
  from (values ('job', 1001), ('booking', 2001), ('request', 3001)) as k (kind, start);
  -- Numbers are taken all the time; who saves an older page is told by the next number itself.
  return letters || counters || jsonb_build_object('version', private.digest_version(letters::text));
end;
$$;
comment on function private.numbering_data(uuid) is
  '{version, <kind>_prefix, <kind>_next} of job, booking and request; the version is of the letters alone.';
revoke execute on function private.numbering_data(uuid) from public;

create function public.get_numbering() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'settings', 'all');
  return private.numbering_data(org);
end;
$$;
comment on function public.get_numbering() is
  'How jobs, visits and requests are numbered: {version, <kind>_prefix, <kind>_next}. '
  'Definer: counters are nobody''s table.';
revoke execute on function public.get_numbering() from public, anon;
grant execute on function public.get_numbering() to authenticated;

create function private.write_setting(org uuid, category text, name text, value jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if exists (
    select
    from private.default_settings as d
    where d.category = write_setting.category and d.name = write_setting.name and d.value = write_setting.value
  ) then
    delete from public.system_settings as s
    where s.org_id = org and s.category = write_setting.category and s.name = write_setting.name;
  else
    insert into public.system_settings (org_id, category, name, value)
    values (org, write_setting.category, write_setting.name, write_setting.value)
    on conflict on constraint system_settings_name_key do update
      set value = excluded.value where system_settings.value <> excluded.value;
  end if;
end;
$$;
comment on function private.write_setting(uuid, text, text, jsonb) is
  'Keeps a value that was checked; one that equals the shipped one leaves no row.';
revoke execute on function private.write_setting(uuid, text, text, jsonb) from public;

create function private.require_free_prefix(org uuid, kind text, prefix text) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if prefix !~ '^[A-Z]{1,5}$' then
    raise exception 'invalid: One to five capital letters.' using errcode = 'CO422', hint = kind || '_prefix';
  end if;
  if exists (
    select
    from unnest(array['job', 'booking', 'request']) as o (kind)
    where o.kind <> require_free_prefix.kind
      and (
        private.setting(org, 'numbering', o.kind || '_prefix') #>> '{}' = prefix
        or private.highest_number(org, o.kind, prefix) is not null
      )
  ) then
    raise exception 'prefix_taken: Something else is numbered with these letters.'
      using errcode = 'CO422', hint = kind || '_prefix';
  end if;
end;
$$;
comment on function private.require_free_prefix(uuid, text, text) is
  'Raises CO422 for what is no prefix, or is or was one of another kind of record.';
revoke execute on function private.require_free_prefix(uuid, text, text) from public;

create function private.change_numbering(org uuid, kind text, wanted jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  setting_name constant text := kind || '_prefix';
  known constant text := private.setting(org, 'numbering', setting_name) #>> '{}';
  letters constant text := coalesce(wanted ->> 'prefix', known);
  first_next bigint;
  least_next bigint;
  next_given constant boolean := wanted ->> 'next' is not null;
begin
  if letters <> known then
    perform private.require_free_prefix(org, change_numbering.kind, letters);
  end if;
  perform private.make_number_slots(org, change_numbering.kind);
  -- Whoever takes a number holds a counter until he commits: with all of them, every number given is seen below.
  perform from private.number_slots as n
  where n.org_id = org and n.kind = change_numbering.kind
  order by n.slot
  for update;
  select min(n.next_value) into first_next
  from private.number_slots as n
  where n.org_id = org and n.kind = change_numbering.kind;
  if letters = known and coalesce((wanted ->> 'next')::bigint, first_next) = first_next then
    return;
  end if;
  least_next := coalesce(private.highest_number(org, change_numbering.kind, letters), 0) + 1;
  first_next := coalesce((wanted ->> 'next')::bigint, greatest(first_next, least_next));
  if first_next not between 1 and 999999999 then
    raise exception 'invalid: This value is not possible here.' using errcode = 'CO422', hint = kind || '_next';
  elsif first_next < least_next then
    raise exception 'numbers_taken: Numbers from here on are given already.'
      using errcode = 'CO422', hint = kind || '_next', detail = jsonb_build_object('least', least_next)::text;
  end if;
  update private.number_slots as n
  set next_value = first_next + n.slot, prefix = letters
  where n.org_id = org and n.kind = change_numbering.kind;
  if letters <> known then
    perform private.write_setting(org, 'numbering', setting_name, to_jsonb(letters));
  end if;
  if next_given then
    perform private.log_audit_event(
      org, 'update', 'setting', null, 'notice', false, array[change_numbering.kind || '_next']
    );
  end if;
end;
$$;
comment on function private.change_numbering(uuid, text, jsonb) is
  'Numbers a kind of record by {prefix?, next?} from now on; raises CO422 where a number could be given twice.';
revoke execute on function private.change_numbering(uuid, text, jsonb) from public;

create function public.update_numbering(expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' set lock_timeout = '5s'
as $$
declare
  org constant uuid := private.require_org();
  of_kind text;
begin
  perform private.require_permission('update', 'settings', 'all');
  perform from public.organizations as o where o.id = org for no key update;
  perform private.require_version((private.numbering_data(org) ->> 'version')::bigint, expected_version);
  foreach of_kind in array array['job', 'booking', 'request'] loop
    perform private.change_numbering(org, of_kind, jsonb_build_object(
      'prefix', changes ->> (of_kind || '_prefix'), 'next', changes ->> (of_kind || '_next')
    ));
  end loop;
  return jsonb_build_object('status', 200, 'data', private.numbering_data(org));
end;
$$;
comment on function public.update_numbering(bigint, jsonb) is
  'Changes {<kind>_prefix?, <kind>_next?} of job, booking and request; raises CO422 prefix_taken or numbers_taken, the '
  'latter with {least}. Definer: counters are nobody''s table.';
revoke execute on function public.update_numbering(bigint, jsonb) from public, anon;
grant execute on function public.update_numbering(bigint, jsonb) to authenticated;

-- A bare number may be meant of any kind, by the letters of today or the shipped ones; older letters are typed.
create or replace function private.number_words(query text) returns text[]
language plpgsql stable set search_path = ''
as $$
declare
  parts constant text[] := regexp_match(upper(btrim(query)), '^([A-Z]{0,5})-?([0-9]{1,12})$');
begin
  if parts is null then
    return '{}';
  elsif parts[1] <> '' then
    return array[parts[1] || '-' || parts[2]];
  end if;
  return array(
    select n.prefix || '-' || parts[2] from private.number_slots as n where n.org_id = private.current_org_id()
    union
    select p || '-' || parts[2] from unnest(array['J', 'V', 'R']) as p
  );
end;
$$;
comment on function private.number_words(text) is
  'The numbers of visits, jobs and requests a query may mean in the caller''s organization.';

create or replace function private.search_bookings(org uuid, scope text, query text, most integer)
returns table (id uuid, title text, subtitle text, match jsonb)
language plpgsql stable rows 5 set search_path = ''
as $$
declare
  numbers constant text[] := private.number_words(query);
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_booking_ids()) end;
begin
  return query
    with hits as (
      select b.id, 'number' as field, 0 as place
      from public.bookings as b
      where b.org_id = org and b.number = any (numbers) and (own_ids is null or b.id = any (own_ids))
      union all
      select n.id, f.field, f.place::integer
      from private.find_jobs(org, scope, query, most * 3) with ordinality as f (job_id, field, place)
      cross join lateral private.nearest_booking(org, f.job_id, own_ids) as n
      -- Who types the number of a visit means that one, and not the others of its job.
      where n.id is not null and (
        f.field <> 'number'
        or (select j.number from public.jobs as j where j.org_id = org and j.id = f.job_id) = any (numbers)
      )
    ),
    best as (select distinct on (h.id) h.* from hits as h order by h.id, h.place)
    select
      b.id, b.number || ' · ' || j.title, c.display_name,
      jsonb_build_object(
        'field', h.field,
        'text', case h.field when 'number' then b.number when 'title' then j.title else c.display_name end,
        'status', b.status, 'starts_at', b.starts_at
      )
    from best as h
    join public.bookings as b on b.org_id = org and b.id = h.id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.customers as c on c.org_id = org and c.id = j.customer_id
    order by h.place, b.id
    limit most;
end;
$$;
