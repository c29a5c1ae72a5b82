create function private.report_keep_days() returns integer
language sql immutable set search_path = ''
as $$ select 2190 $$;
comment on function private.report_keep_days() is
  'How long signed reports are kept where that is wanted: six years, as for letters of trade (HGB § 257).';
revoke execute on function private.report_keep_days() from public;

drop function private.person_scope_of(uuid, text, uuid, integer);
drop function private.customer_scope(uuid, uuid, integer);
drop function private.kept_visits(uuid, uuid[], integer);

create function private.kept_visits(org uuid, visits uuid[], keep_days integer) returns uuid[]
language plpgsql stable set search_path = ''
as $$
begin
  return array(
    select distinct g.booking_id
    from public.digital_signatures as g
    where g.org_id = org and g.booking_id = any (visits) and g.signed_at > now() - make_interval(days => keep_days)
  );
end;
$$;
comment on function private.kept_visits(uuid, uuid[], integer) is
  'Visits with a report signed within so many days; none at 0.';
revoke execute on function private.kept_visits(uuid, uuid[], integer) from public;

create function private.customer_scope(org uuid, customer uuid, keep_days integer) returns private.person_scope
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  s private.person_scope := private.blank_scope(org, 'customer', customer);
begin
  s.customers := array[customer];
  s.contacts := array(select p.id from public.customer_contacts as p where p.org_id = org and p.customer_id = customer);
  s.properties := array(select p.id from public.properties as p where p.org_id = org and p.customer_id = customer);
  s.jobs := array(select j.id from public.jobs as j where j.org_id = org and j.customer_id = customer);
  s.bookings := array(select b.id from public.bookings as b where b.org_id = org and b.job_id = any (s.jobs));
  s.kept := private.kept_visits(org, s.bookings, keep_days);
  select
    array_remove(array_agg(distinct n.email), null), array_remove(array_agg(distinct n.phone), null),
    array_remove(array_agg(distinct n.name), null)
  into s.emails, s.phones, s.names
  from (
    select c.email, c.phone, c.display_name as name from public.customers as c where c.org_id = org and c.id = customer
    union all
    select null, null, p.name from public.customers as c
    cross join lateral unnest(array[c.first_name, c.last_name]) as p (name)
    where c.org_id = org and c.id = customer
    union all
    select p.email, p.phone, p.name from public.customer_contacts as p
    where p.org_id = org and p.customer_id = customer
    union all
    select null, null, p.line1 from public.properties as p where p.org_id = org and p.customer_id = customer
  ) as n;
  s.requests := array(
    select r.id from public.booking_requests as r
    where r.org_id = org and (
      r.customer_id = customer or r.job_id = any (s.jobs)
      or (r.customer_id is null and r.job_id is null and (r.email = any (s.emails) or r.phone = any (s.phones)))
    )
  );
  s.links := array(select l.id from public.customer_portal_access as l where l.org_id = org and l.customer_id = customer);
  s.intents := array(
    select i.id from public.notification_intents as i
    where i.org_id = org and i.audience = 'customer' and (
      i.customer_id = customer or i.booking_id = any (s.bookings) or i.booking_request_id = any (s.requests)
    )
  );
  return s;
end;
$$;
comment on function private.customer_scope(uuid, uuid, integer) is
  'A customer with contacts, places, work, links and messages. Requests of nobody are matched by address and number.';
revoke execute on function private.customer_scope(uuid, uuid, integer) from public;

create function private.person_scope_of(org uuid, kind text, id uuid, keep_days integer)
returns private.person_scope
language plpgsql stable set search_path = ''
as $$
declare
  s private.person_scope;
begin
  if kind = 'customer' then
    s := private.customer_scope(org, id, keep_days);
  elsif kind = 'member' then
    s := private.member_scope(org, id);
  else
    s := private.blank_scope(org, 'contact', id);
    s.contacts := array[id];
    select array_remove(array[p.email], null), array_remove(array[p.phone], null), array[p.name]
    into s.emails, s.phones, s.names
    from public.customer_contacts as p where p.org_id = org and p.id = person_scope_of.id;
  end if;
  s.files := private.files_of_scope(s);
  s.ids := private.ids_of_scope(s);
  return s;
end;
$$;
comment on function private.person_scope_of(uuid, text, uuid, integer) is
  'All that hangs on a customer, contact or member; reports signed within keep_days are left out.';
revoke execute on function private.person_scope_of(uuid, text, uuid, integer) from public;

create or replace function public.preview_person(kind text, id uuid) returns jsonb
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

create or replace function private.erase_now(org uuid, kind text, id uuid, reason text, keep_reports boolean)
returns public.privacy_requests
language plpgsql volatile set search_path = ''
as $$
declare
  s constant private.person_scope := private.person_scope_of(
    org, kind, id, case when keep_reports then private.report_keep_days() else 0 end
  );
  planned constant jsonb := private.planned_visits(s);
  made public.privacy_requests;
begin
  perform private.refuse_naming(s, reason);
  if planned <> '[]' then
    raise exception 'open_visits: % is planned. Move it to another or call it off first.', planned -> 0 ->> 'number'
      using errcode = 'CO409', hint = 'id', detail = jsonb_build_object('planned_visits', planned)::text;
  end if;
  made.objects := private.objects_of_files(org, s.files) || private.withdraw_copies(s);
  made.summary := private.run_erasure(s);
  insert into public.privacy_requests
    (org_id, kind, person_kind, person_id, reason, summary, is_account_kept, kept_until, file_count, objects,
     files_removed_at)
  values (
    org, 'erasure', kind, id, reason, made.summary, kind = 'member' and cardinality(s.accounts) = 0,
    (
      select max(g.signed_at) + make_interval(days => private.report_keep_days())
      from public.digital_signatures as g where g.org_id = org and g.booking_id = any (s.kept)
    ),
    cardinality(s.files), made.objects, case when made.objects = '[]' then now() end
  )
  returning * into made;
  if made.objects <> '[]' then
    perform private.enqueue_job(org, 'file_erasure', jsonb_build_object('request_id', made.id));
  end if;
  return made;
end;
$$;

drop function private.kept_until(uuid, timestamptz, integer);
drop function private.report_keep_years();
