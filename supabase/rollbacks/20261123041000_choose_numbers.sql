-- Undoes "choose numbers".
drop function public.update_numbering(bigint, jsonb);
drop function public.get_numbering();
drop function private.change_numbering(uuid, text, jsonb);
drop function private.require_free_prefix(uuid, text, text);
drop function private.write_setting(uuid, text, text, jsonb);
drop function private.numbering_data(uuid);
drop function private.highest_number(uuid, text, text);
drop function private.make_number_slots(uuid, text);
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
      where n.id is not null and (f.field <> 'number' or numbers && array(select 'J-' || substr(w, 3) from unnest(numbers) as w))
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
create or replace function private.number_words(query text) returns text[]
language plpgsql immutable set search_path = ''
as $$
declare
  parts constant text[] := regexp_match(btrim(query), '^([VJRvjr]?)-?([0-9]{1,12})$');
begin
  if parts is null then
    return '{}';
  end if;
  if parts[1] = '' then
    return array['V-' || parts[2], 'J-' || parts[2], 'R-' || parts[2]];
  end if;
  return array[upper(parts[1]) || '-' || parts[2]];
end;
$$;
create or replace function private.take_number(org uuid, kind text) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  taken bigint;
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
    returning n.next_value - 16 into taken;
    exit when taken is not null;
    -- The first number of its kind, or more than sixteen writers at once: make what is missing, else wait for one.
    insert into private.number_slots (org_id, kind, slot, next_value)
    select org, take_number.kind, slot, slot + case take_number.kind when 'job' then 1001 when 'booking' then 2001 else 3001 end
    from generate_series(0, 15) as slot
    on conflict on constraint number_slots_slot_key do nothing;
    perform from private.number_slots as n
    where n.org_id = org and n.kind = take_number.kind and n.slot = waited
    for update;
  end loop;
  if taken is null then
    raise exception 'busy: Too many numbers are being taken at once.' using errcode = '55P03';
  end if;
  return case take_number.kind when 'job' then 'J-' when 'booking' then 'V-' else 'R-' end || taken;
end;
$$;
comment on function private.number_words(text) is 'The numbers of visits, jobs and requests a query may mean.';
comment on function private.take_number(uuid, text) is
  'The next number of a job, booking or request of the organization, with its letter.';
delete from private.personal_data_columns where relation = 'private.number_slots' and name = 'prefix';
alter table private.number_slots drop column prefix;
delete from public.system_settings where category = 'numbering';
delete from private.default_settings where category = 'numbering';
