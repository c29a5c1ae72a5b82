-- Undoes "create devices".
drop table public.devices;
create or replace function private.bookkeeping_columns() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array[
    'version', 'edit_count', 'updated_at', 'display_name', 'sort_name', 'phone_digits', 'last_used_at',
    'last_login_at', 'login_count', 'send_requested_at', 'sent_at', 'send_error', 'freed_at', 'is_assigned',
    'needs_follow_up', 'status_since', 'overlap_by'
  ]
$$;
