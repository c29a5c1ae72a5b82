-- Undoes "create file storage", with all rows; what lies in Storage is removed by its API.
create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    else array[operation]
  end;
end;
$$;
drop table public.file_storage;
