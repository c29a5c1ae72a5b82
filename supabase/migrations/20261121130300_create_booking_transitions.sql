-- The steps a visit may take, as data: the trigger, the buttons of a page and the tests read the same lines. Whatever
-- is no line here is refused, whoever writes.
create table private.booking_transitions (
  from_status text not null,
  to_status text not null,
  -- Said by whoever takes the step; kept with the visit.
  needs_reason boolean not null default false,
  -- The right it takes; "approve" reopens what was reported as finished.
  permission public.permission_type not null default 'update',
  -- Whether the technician may take it on his own visit, or only the office.
  is_field boolean not null default false,
  -- States jumped over, for the history.
  skipped text[] not null default '{}',
  primary key (from_status, to_status)
);
comment on table private.booking_transitions is 'Every step a visit may take; there is no other.';
alter table private.booking_transitions enable row level security;

insert into private.booking_transitions (from_status, to_status, needs_reason, permission, is_field, skipped)
values
  ('unscheduled', 'scheduled', false, 'update', false, '{}'),
  ('scheduled', 'dispatched', false, 'update', false, '{}'),
  ('scheduled', 'unscheduled', false, 'update', false, '{}'),
  ('dispatched', 'unscheduled', false, 'update', false, '{}'),
  ('scheduled', 'en_route', false, 'update', true, '{dispatched}'),
  ('scheduled', 'on_site', false, 'update', true, '{dispatched,en_route}'),
  ('dispatched', 'en_route', false, 'update', true, '{}'),
  ('dispatched', 'on_site', false, 'update', true, '{en_route}'),
  ('en_route', 'on_site', false, 'update', true, '{}'),
  ('en_route', 'paused', true, 'update', true, '{}'),
  ('on_site', 'paused', true, 'update', true, '{}'),
  ('paused', 'en_route', false, 'update', true, '{}'),
  ('paused', 'on_site', false, 'update', true, '{}'),
  ('on_site', 'completed', false, 'update', true, '{}'),
  ('completed', 'closed', false, 'update', false, '{}'),
  ('completed', 'on_site', false, 'approve', false, '{}'),
  ('unscheduled', 'cancelled', true, 'update', false, '{}'),
  ('scheduled', 'cancelled', true, 'update', false, '{}'),
  ('dispatched', 'cancelled', true, 'update', false, '{}'),
  ('en_route', 'cancelled', true, 'update', false, '{}'),
  ('on_site', 'cancelled', true, 'update', false, '{}'),
  ('paused', 'cancelled', true, 'update', false, '{}'),
  ('scheduled', 'no_show', true, 'update', true, '{}'),
  ('dispatched', 'no_show', true, 'update', true, '{}'),
  ('en_route', 'no_show', true, 'update', true, '{}'),
  ('on_site', 'no_show', true, 'update', true, '{}'),
  ('cancelled', 'unscheduled', false, 'update', false, '{}'),
  ('no_show', 'unscheduled', false, 'update', false, '{}');

-- How long a finished visit may be taken up again. Later it is a new visit: hours and invoices hang on the old one.
create function private.reopen_reach() returns interval
language sql immutable set search_path = ''
as $$
  select interval '7 days'
$$;
comment on function private.reopen_reach() is 'How long after its end a completed visit may be reopened.';
revoke execute on function private.reopen_reach() from public;

create function private.legal_steps(status text) returns text[]
language sql stable set search_path = ''
as $$
  select coalesce(array_agg(t.to_status order by t.to_status), '{}')
  from private.booking_transitions as t
  where t.from_status = legal_steps.status
$$;
comment on function private.legal_steps(text) is 'The states a visit in this state may go to.';
revoke execute on function private.legal_steps(text) from public;

create function private.refuse_step(status text, wanted text) returns void
language plpgsql stable set search_path = ''
as $$
declare
  legal constant text[] := private.legal_steps(status);
begin
  raise exception 'illegal_step: A visit that is % cannot become %.', status, wanted
    using errcode = 'CO409', detail = jsonb_build_object('allowed', to_jsonb(legal))::text;
end;
$$;
comment on function private.refuse_step(text, text) is 'Raises CO409 illegal_step, naming the legal ones.';
revoke execute on function private.refuse_step(text, text) from public;

create function private.guard_step() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if new.status not in ('unscheduled', 'scheduled') then
      raise exception 'illegal_step: A visit begins as unscheduled or scheduled, not as %.', new.status
        using errcode = 'CO409', detail = '{"allowed": ["scheduled", "unscheduled"]}';
    end if;
    new.status_since := now();
    return new;
  end if;
  if new.status = old.status then
    return new;
  end if;
  perform from private.booking_transitions as t where t.from_status = old.status and t.to_status = new.status;
  if not found then
    perform private.refuse_step(old.status, new.status);
  end if;
  if old.status = 'completed' and new.status = 'on_site' and old.actual_end < now() - private.reopen_reach() then
    raise exception 'reopen_too_late: A visit is reopened within seven days.' using errcode = 'CO409', hint = 'to';
  end if;
  new.status_since := now();
  return new;
end;
$$;
comment on function private.guard_step() is
  'Before a visit is written: only steps of private.booking_transitions. Definer: it reads a table of nobody''s.';
revoke execute on function private.guard_step() from public;
