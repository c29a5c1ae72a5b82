-- Small functions over values, used by defaults, checks and generated columns; none of them reads a table. Those that
-- run with each row are plpgsql: a SQL function with a fixed search_path cannot be inlined and is planned anew in each
-- statement, which costs a single insert more than the function itself.

-- Keys are ordered by time: neighbours in time are neighbours in the index, which halves the cost of bulk inserts
-- against random keys. Layout of RFC 9562: 48 bits of Unix milliseconds, then version 7, then random bits.
create function private.uuid_v7() returns uuid
language plpgsql volatile parallel safe set search_path = ''
as $$
begin
  return encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
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
comment on function private.uuid_v7() is 'A new time-ordered key. It tells its time of creation: not for strangers.';
revoke execute on function private.uuid_v7() from public;
grant execute on function private.uuid_v7() to authenticated;

-- One spelling for sorting and searching: lower case, without accents, single spaces. The dictionary is named, so the
-- result depends on no setting and the function may honestly be called immutable.
create function private.search_key(value text) returns text
language plpgsql immutable strict parallel safe set search_path = ''
as $$
begin
  return btrim(regexp_replace(
    lower(extensions.unaccent('extensions.unaccent'::regdictionary, value)), '\s+', ' ', 'g'
  ));
end;
$$;
comment on function private.search_key(text) is 'Text as it is compared: lower case, no accents, single spaces.';
revoke execute on function private.search_key(text) from public;
grant execute on function private.search_key(text) to authenticated;

-- PostgreSQL takes any "Foo+3" for a zone of its own making; only names of the IANA database are wanted. They hold no
-- digits (but for Etc/GMT offsets, which nobody lives in), and an unknown name raises.
create function private.is_time_zone(value text) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
begin
  if value !~ '^(UTC|[A-Za-z_]+(/[A-Za-z_-]+)+)$' then
    return false;
  end if;
  perform timestamptz '2000-01-01 00:00+00' at time zone value;
  return true;
exception
  when invalid_parameter_value then
    return false;
end;
$$;
comment on function private.is_time_zone(text) is 'Whether the text names a zone of the IANA database.';
revoke execute on function private.is_time_zone(text) from public;
grant execute on function private.is_time_zone(text) to authenticated;

-- The only conversion of wall time to an instant. An hour that occurs twice is the first one, one that does not exist
-- moves forward by the gap (02:30 becomes 03:30). PostgreSQL alone takes the second of two; so the instants that the
-- offsets in force a day before and a day after give are tried, and the earlier one that reads back the same wins.
create function private.local_to_utc(wall timestamp, zone text) returns timestamptz
language sql immutable strict parallel safe set search_path = ''
as $$
  with tries as (
    select
      (wall at time zone 'UTC') - (((probe at time zone 'UTC') at time zone zone) - probe) as instant,
      position
    from (values (1, wall - interval '1 day'), (2, wall + interval '1 day')) as probes (position, probe)
  )
  select coalesce(
    (select min(instant) from tries where (instant at time zone zone) = wall),
    -- In a gap neither reads back; the offset of the day before gives the time moved forward.
    (select instant from tries where position = 1)
  )
$$;
comment on function private.local_to_utc(timestamp, text) is
  'The instant of a wall time in a zone: the first of two, moved forward where the hour does not exist.';
revoke execute on function private.local_to_utc(timestamp, text) from public;
grant execute on function private.local_to_utc(timestamp, text) to authenticated;

-- How much a role may give away: nobody grants a role above his own, and only owners make owners.
create function private.role_rank(role text) returns integer
language sql immutable strict parallel safe set search_path = ''
as $$
  select case role
    when 'owner' then 6
    when 'admin' then 5
    when 'dispatcher' then 4
    when 'accountant' then 3
    when 'technician' then 2
    when 'viewer' then 1
  end
$$;
comment on function private.role_rank(text) is 'The order of roles; null for an unknown word.';
revoke execute on function private.role_rank(text) from public;

-- Columns the system writes for itself. A change of only these is no edit: it raises no version and is no history.
create function private.bookkeeping_columns() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'version', 'edit_count', 'updated_at', 'display_name', 'sort_name', 'phone_digits', 'last_used_at',
    'last_login_at', 'login_count', 'send_requested_at', 'sent_at', 'send_error'
  ]
$$;
comment on function private.bookkeeping_columns() is 'Columns whose change is neither an edit nor history.';
revoke execute on function private.bookkeeping_columns() from public;
grant execute on function private.bookkeeping_columns() to authenticated;
