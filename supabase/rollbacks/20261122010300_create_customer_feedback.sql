-- Undoes "create customer feedback". Words of customers become notes of nobody: they were said.
update public.activities set author_kind = 'member', kind = 'note' where kind = 'message';
alter table public.activities
  drop constraint activities_customer_check,
  drop constraint activities_message_check,
  drop constraint activities_kind_check,
  add constraint activities_kind_check check (kind in ('note', 'call')),
  drop column author_kind;
comment on column public.activities.kind is null;
create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    when entity = 'file' and operation = 'updated' and after ? 'state' then array[after ->> 'state']
    else array[operation]
  end;
end;
$$;
drop table public.customer_feedback;
