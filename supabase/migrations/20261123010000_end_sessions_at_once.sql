-- A session that was signed out is over at the next statement. Auth deletes its row and refuses to renew its token, but
-- the token itself stays good until it expires: whoever stole a laptop would have ten minutes left in the data after
-- "sign out everywhere". So the ends of sessions are noted and asked for where everybody is recognised.

create table private.ended_sessions (
  session_id uuid not null primary key,
  user_id uuid not null,
  ended_at timestamptz not null default now()
);
comment on table private.ended_sessions is
  'Sessions of Auth that ended while a token of theirs may still be good: a day, far longer than jwt_expiry.';
create index ended_sessions_ended_at_idx on private.ended_sessions (ended_at);
create index ended_sessions_user_id_idx on private.ended_sessions (user_id);
alter table private.ended_sessions enable row level security;

insert into private.retention_rules (name, relation, time_column, is_monthly, keep)
values ('ended_sessions', 'private.ended_sessions', 'ended_at', false, '1 day');

insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (26, 'private.ended_sessions', 'member', 'delete', false, 't.user_id = any (($1).users)');

-- Auth also sweeps away sessions that nobody renewed for weeks; no token of those is good any more.
create function private.note_ended_sessions() returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.ended_sessions (session_id, user_id)
  select s.id, s.user_id
  from gone as s
  where greatest(s.refreshed_at at time zone 'utc', s.updated_at, s.created_at) > now() - interval '1 day'
  on conflict (session_id) do nothing;
  return null;
end;
$$;
comment on function private.note_ended_sessions() is
  'Remembers sessions that Auth deletes. Definer: the role of Auth has no right on our tables.';
revoke execute on function private.note_ended_sessions() from public;

create trigger note_ended_sessions after delete on auth.sessions
  referencing old table as gone for each statement execute function private.note_ended_sessions();

-- A token with the claim needs_code belongs to somebody who typed the password and still owes the code of the second
-- step: he is nobody yet. The rest is as it was.
create or replace function private.current_user_id() returns uuid
language plpgsql stable security definer parallel safe set search_path = ''
as $$
declare
  person constant uuid := private.uuid_claim('sub');
begin
  if private.claims() ?| array['principal', 'needs_code'] then
    return null;
  end if;
  return (
    select p.id
    from public.profiles as p
    where p.id = person
      and p.is_active
      and p.deleted_at is null
      and not exists (
        select from private.ended_sessions as e where e.session_id = private.uuid_claim('session_id')
      )
  );
end;
$$;

create or replace function private.live_membership(out org_id uuid, out user_id uuid, out role text)
language plpgsql stable security definer parallel safe set search_path = '' set plan_cache_mode = auto
as $$
declare
  claimed_org constant uuid := private.uuid_claim('org_id');
  person constant uuid := private.uuid_claim('sub');
  session constant uuid := private.uuid_claim('session_id');
begin
  if private.claims() ?| array['principal', 'needs_code'] then
    return;
  end if;
  select m.org_id, m.user_id, m.role
  into live_membership.org_id, live_membership.user_id, live_membership.role
  from public.organization_members as m
  join public.organizations as o on o.id = m.org_id
  join public.profiles as p on p.id = m.user_id
  where m.org_id = claimed_org
    and m.user_id = person
    and m.status = 'active'
    and o.status = 'active'
    and o.deleted_at is null
    and p.is_active
    and p.deleted_at is null
    and not exists (select from private.ended_sessions as e where e.session_id = session);
end;
$$;
