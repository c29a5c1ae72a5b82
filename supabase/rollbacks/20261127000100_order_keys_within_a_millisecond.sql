-- Keys tell milliseconds again.

create or replace function private.uuid_v7() returns uuid
language plpgsql volatile parallel safe set search_path = ''
as $$
begin
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6
        ),
        -- A random uuid is version 4, binary 0100; these two bits make it 7, binary 0111.
        52, 1
      ),
      53, 1
    ),
    'hex'
  )::uuid;
end;
$$;
