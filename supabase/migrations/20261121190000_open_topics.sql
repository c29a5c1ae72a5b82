-- Who may listen to what. A private channel of Realtime is joined by whoever may see a row of realtime.messages under
-- its topic: the office's by who sees all visits of the organization he works in, a person's by that person. Nobody
-- speaks there but the database: without a policy for insert a client's own broadcasts are refused.
create function private.may_listen(topic text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  if me.org_id is null then
    return false;
  end if;
  return topic = 'user:' || me.user_id
    or topic = 'org:' || me.org_id || ':office' and private.permission_scope('read', 'bookings') is not distinct from 'all';
end;
$$;
comment on function private.may_listen(text) is
  'Whether the caller may join the channel of this topic: org:<his>:office with the right to all visits, user:<himself>. '
  'Definer: as live_membership.';
revoke execute on function private.may_listen(text) from public;
grant execute on function private.may_listen(text) to authenticated;

-- The row's own topic as well: realtime.topic() is a setting, and what it says must not open the other rows.
create policy messages_select_listener on realtime.messages for select to authenticated
  using (
    extension = 'broadcast'
    and topic = (select realtime.topic())
    and (select private.may_listen((select realtime.topic())))
  );
