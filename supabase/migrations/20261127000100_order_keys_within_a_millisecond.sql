-- Rows that one transaction writes share its time, so their keys alone say which came first. Keys told milliseconds, and
-- several rows fit into one: what a phone sent together was then listed in any order. After the milliseconds come twelve
-- bits of their fraction now (RFC 9562, 6.2, method 3), as fine as the server's clock counts.
create or replace function private.uuid_v7() returns uuid
language plpgsql volatile parallel safe set search_path = ''
as $$
declare
  microseconds constant bigint := (date_part('epoch', clock_timestamp()) * 1000000)::bigint;
begin
  return encode(
    overlay(
      uuid_send(gen_random_uuid())
      -- 48 bits of milliseconds, four for version 7, and the thousandths as parts of 4096.
      placing int8send(microseconds / 1000 * 65536 + 28672 + microseconds % 1000 * 4096 / 1000)
      from 1 for 8
    ),
    'hex'
  )::uuid;
end;
$$;
