-- What was given out about people and who was erased, when, why and by whom: the proof a company owes. No line names
-- the person, or it would undo the erasure it tells of.

create table public.privacy_requests (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  person_kind text not null,
  person_id uuid not null,
  reason text not null,
  summary jsonb not null default '[]',
  is_account_kept boolean not null default false,
  kept_until timestamptz,
  file_count integer not null default 0,
  objects jsonb not null default '[]',
  files_removed_at timestamptz,
  requested_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, requested_by) references public.organization_members (org_id, user_id)
    on delete set null (requested_by),
  constraint privacy_requests_kind_check check (kind in ('export', 'erasure')),
  constraint privacy_requests_person_kind_check check (person_kind in ('customer', 'contact', 'member')),
  constraint privacy_requests_reason_check check (reason ~ '\S' and length(reason) <= 500),
  constraint privacy_requests_summary_check check (jsonb_typeof(summary) = 'array' and length(summary::text) <= 20000),
  constraint privacy_requests_objects_check check (jsonb_typeof(objects) = 'array')
);
comment on table public.privacy_requests is 'Copies given to people and erasures of people, by id only.';
comment on column public.privacy_requests.reason is 'Why, in words that do not name the person.';
comment on column public.privacy_requests.summary is '[{relation, action, count}]: what was given out or erased.';
comment on column public.privacy_requests.kept_until is
  'Until when signed reports are kept by law; then the rest is erased by itself. Null: nothing was kept.';
comment on column public.privacy_requests.objects is 'Objects in Storage the worker still has to remove.';

create index privacy_requests_created_at_idx on public.privacy_requests (org_id, created_at desc, id desc);
create index privacy_requests_requested_by_idx on public.privacy_requests (org_id, requested_by)
  where requested_by is not null;
create index privacy_requests_kept_until_idx on public.privacy_requests (kept_until) where kept_until is not null;
-- A person is erased once, whoever asks how often.
create unique index privacy_requests_erasure_key on public.privacy_requests (org_id, person_kind, person_id)
  where kind = 'erasure';

alter table public.privacy_requests enable row level security;

grant select (
  org_id, id, kind, person_kind, person_id, reason, summary, is_account_kept, kept_until, file_count,
  files_removed_at, requested_by, created_at
) on public.privacy_requests to authenticated;

create policy privacy_requests_select_manager on public.privacy_requests for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('manage', 'organizations')) = 'all'
  );

insert into private.personal_data_columns (relation, name, person, rule, reason)
values
  ('public.privacy_requests', 'reason', 'none', 'stay', 'The database refuses words that name the person.'),
  ('public.privacy_requests', 'summary', 'none', 'stay', 'Names of tables and counts.'),
  ('public.privacy_requests', 'objects', 'none', 'stay', 'Paths in Storage, until the worker has removed them.');

create function private.privacy_request_row(request public.privacy_requests) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return to_jsonb(request) - 'org_id' - 'objects' || jsonb_build_object(
    'has_files_left', request.objects <> '[]'
  );
end;
$$;
comment on function private.privacy_request_row(public.privacy_requests) is 'A privacy request as the API shows it.';
revoke execute on function private.privacy_request_row(public.privacy_requests) from public;

-- Who may: the right to manage the organization, for members that to manage members, and nobody above oneself.
create function private.require_privacy(org uuid, kind text, id uuid) returns void
language plpgsql stable set search_path = ''
as $$
declare
  role text;
begin
  perform private.require_permission('manage', 'organizations', 'all');
  if kind not in ('customer', 'contact', 'member') or kind is null then
    perform private.invalid('invalid', 'A person is a customer, a contact or a member.', 'kind');
  end if;
  if kind = 'member' then
    perform private.require_permission('manage', 'members', 'all');
    select m.role into role from public.organization_members as m where m.org_id = org and m.user_id = id;
    if found then
      perform private.require_rank(role);
    end if;
  elsif kind = 'customer' then
    perform from public.customers as c where c.org_id = org and c.id = require_privacy.id;
  else
    perform from public.customer_contacts as p where p.org_id = org and p.id = require_privacy.id;
  end if;
  if not found then
    raise exception 'not_found: There is no such person.' using errcode = 'CO404', hint = 'id';
  end if;
end;
$$;
comment on function private.require_privacy(uuid, text, uuid) is
  'Raises 42501 without the right, CO404 where the organization has no such person.';
revoke execute on function private.require_privacy(uuid, text, uuid) from public;

-- Planned visits stand in the way: somebody would drive to an address that is no longer there.
create function private.planned_visits(s private.person_scope) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(
      jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'starts_at', b.starts_at) order by b.starts_at), '[]'
    )
    from public.bookings as b
    where b.org_id = s.org_id
      and b.status in ('scheduled', 'dispatched', 'en_route', 'on_site', 'paused')
      and (b.id = any (s.bookings) or b.id in (
        select a.booking_id from public.booking_assignments as a
        where a.org_id = s.org_id and a.resource_id = any (s.resources)
      ))
  );
end;
$$;
comment on function private.planned_visits(private.person_scope) is
  'Visits that have to take place or be called off before a person is erased.';
revoke execute on function private.planned_visits(private.person_scope) from public;

-- A table without org_id belongs to people or requests; its predicate alone says whose rows are meant.
create function private.person_condition(place private.personal_data_rows) returns text
language plpgsql stable set search_path = ''
as $$
begin
  if exists (
    select from pg_catalog.pg_attribute as a
    where a.attrelid = place.relation::regclass and a.attname = 'org_id' and not a.attisdropped
  ) then
    return format('t.org_id = ($1).org_id and (%s)', place.predicate);
  end if;
  return format('(%s)', place.predicate);
end;
$$;
comment on function private.person_condition(private.personal_data_rows) is
  'The condition on t by which a person''s rows are found.';
revoke execute on function private.person_condition(private.personal_data_rows) from public;

-- What goes as a whole, because nobody can say whose it is, says nothing about the person.
create function private.count_person(s private.person_scope) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  place private.personal_data_rows;
  rows_found bigint;
  counts jsonb := '[]';
begin
  for place in
    select r.* from private.personal_data_rows as r
    where r.person = s.kind and r.predicate <> 'true'
    order by r.position
  loop
    execute format('select count(*) from %s as t where %s', place.relation, private.person_condition(place))
    into rows_found using s;
    if rows_found > 0 then
      counts := counts || jsonb_build_object(
        'relation', place.relation, 'action', place.action, 'count', rows_found
      );
    end if;
  end loop;
  return counts;
end;
$$;
comment on function private.count_person(private.person_scope) is 'What is held of a person, by table.';
revoke execute on function private.count_person(private.person_scope) from public;

create function private.report_keep_days() returns integer
language sql immutable set search_path = ''
as $$ select 2190 $$;
comment on function private.report_keep_days() is
  'How long signed reports are kept where that is wanted: six years, as for letters of trade (HGB § 257).';
revoke execute on function private.report_keep_days() from public;

create function public.preview_person(kind text, id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  s private.person_scope;
  kept private.person_scope;
begin
  perform private.require_privacy(org, kind, id);
  s := private.person_scope_of(org, kind, id, 0);
  kept := private.person_scope_of(org, kind, id, private.report_keep_days());
  return jsonb_build_object(
    'person', jsonb_build_object('kind', kind, 'id', id, 'name', private.record_title(org, kind, id)),
    'held', private.count_person(s),
    'files', cardinality(s.files),
    'planned_visits', private.planned_visits(s),
    'signed_reports', jsonb_build_object('count', cardinality(kept.kept), 'until', (
      select max(g.signed_at) + make_interval(days => private.report_keep_days())
      from public.digital_signatures as g
      where g.org_id = org and g.booking_id = any (kept.kept)
    )),
    'is_account_kept', kind = 'member' and cardinality(s.accounts) = 0,
    'erasure', (
      select private.privacy_request_row(r)
      from public.privacy_requests as r
      where r.org_id = org and r.kind = 'erasure' and r.person_kind = preview_person.kind
        and r.person_id = preview_person.id
    )
  );
end;
$$;
comment on function public.preview_person(text, uuid) is
  'What is held of a person, what stands in the way of erasing, what would stay and until when. '
  'Definer: it counts in tables that are nobody''s.';
revoke execute on function public.preview_person(text, uuid) from public, anon;
grant execute on function public.preview_person(text, uuid) to authenticated;
