-- Undoes "create bookings".
drop table public.bookings;

create or replace function private.bookkeeping_columns() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'version', 'edit_count', 'updated_at', 'display_name', 'sort_name', 'phone_digits', 'last_used_at',
    'last_login_at', 'login_count', 'send_requested_at', 'sent_at', 'send_error'
  ]
$$;
comment on function private.bookkeeping_columns() is 'Columns whose change is neither an edit nor history.';
