-- Numbers people say on the phone: J-1001, V-2001. A single counter per organization would be the row that all who plan
-- at the same time queue for, until each of them commits. So a kind of number has sixteen counters that step by sixteen,
-- and who needs one takes the lowest that nobody holds: one writer alone gets ascending numbers without gaps, sixteen at
-- a time never wait. A transaction that fails gives its number back.
create table private.number_slots (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  slot smallint not null,
  next_value bigint not null,
  primary key (org_id, id),
  constraint number_slots_slot_key unique (org_id, kind, slot),
  constraint number_slots_kind_check check (kind in ('job', 'booking', 'request')),
  constraint number_slots_slot_check check (slot between 0 and 15),
  constraint number_slots_next_value_check check (next_value > 0)
);
comment on table private.number_slots is 'The next number of each of the sixteen counters of a kind.';
alter table private.number_slots enable row level security;

-- Sixteen rows per kind, rewritten with each number: they must not leave a trail of dead ones.
alter table private.number_slots set (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 100
);

create function private.take_number(org uuid, kind text) returns text
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
comment on function private.take_number(uuid, text) is
  'The next number of a job, booking or request of the organization, with its letter.';
revoke execute on function private.take_number(uuid, text) from public;
