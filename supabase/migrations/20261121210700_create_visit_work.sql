-- What was done during a visit, as the office reads and corrects it: checklists of the job, photos, signatures, hours.

create function private.checklist_row(checklist public.job_checklists) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return to_jsonb(checklist) - array['org_id', 'created_by', 'edit_count', 'answers'] || jsonb_build_object(
    'answers', (
      select coalesce(
        jsonb_object_agg(a.key, a.value || jsonb_build_object('by_name', (
          select coalesce(p.name, p.email) from public.profiles as p where p.id = (a.value ->> 'by')::uuid
        ))),
        '{}'
      )
      from jsonb_each(checklist.answers) as a
    )
  );
end;
$$;
comment on function private.checklist_row(public.job_checklists) is 'A job''s checklist as answers show it.';
revoke execute on function private.checklist_row(public.job_checklists) from public;

create function private.photo_row(photo public.field_photos) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return to_jsonb(photo) - array['org_id', 'created_by', 'edit_count', 'deleted_by'] || jsonb_build_object(
    'file_state', (select f.state from public.file_storage as f where f.org_id = photo.org_id and f.id = photo.file_id),
    'author', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = photo.created_by
    )
  );
end;
$$;
comment on function private.photo_row(public.field_photos) is 'A photo as answers show it.';
revoke execute on function private.photo_row(public.field_photos) from public;

-- Where a signature was given from is evidence for the office.
create function private.signature_row(signature public.digital_signatures, shows_origin boolean) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return to_jsonb(signature) - array['org_id', 'created_by', 'verified_by', 'ip', 'user_agent'] || jsonb_build_object(
    'ip', case when shows_origin then host(signature.ip) end,
    'user_agent', case when shows_origin then signature.user_agent end,
    'is_current',
      private.report_sha256(private.visit_report(signature.org_id, signature.booking_id)) = signature.report_sha256,
    'author', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = signature.created_by
    ),
    'verified_by', (
      select jsonb_build_object('id', p.id, 'name', coalesce(p.name, p.email))
      from public.profiles as p
      where p.id = signature.verified_by
    )
  );
end;
$$;
comment on function private.signature_row(public.digital_signatures, boolean) is 'A signature as answers show it.';
revoke execute on function private.signature_row(public.digital_signatures, boolean) from public;

create function private.require_visible_booking(org uuid, booking uuid) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  scope constant text := private.require_permission('read', 'bookings');
  found_visit public.bookings;
begin
  select b.* into found_visit
  from public.bookings as b
  where b.org_id = org and b.id = booking and (scope = 'all' or b.id in (select private.own_booking_ids()));
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_visit;
end;
$$;
comment on function private.require_visible_booking(uuid, uuid) is 'A visit the caller may read; raises CO404.';
revoke execute on function private.require_visible_booking(uuid, uuid) from public;

create function public.get_visit_work(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  visit constant public.bookings := private.require_visible_booking(org, get_visit_work.id);
  sees_photos constant boolean := private.has_permission('read', 'photos');
  sees_signatures constant boolean := private.has_permission('read', 'signatures');
  hours_scope constant text := private.permission_scope('read', 'time_entries');
  is_office constant boolean := private.permission_scope('read', 'signatures') = 'all';
begin
  return jsonb_build_object(
    'missing', private.visit_missing(org, visit.id),
    'checklists', (
      select coalesce(jsonb_agg(private.checklist_row(k) order by k.id), '[]')
      from public.job_checklists as k
      where k.org_id = org and k.job_id = visit.job_id
    ),
    'photos', (
      select coalesce(jsonb_agg(private.photo_row(p) order by p.id), '[]')
      from public.field_photos as p
      where p.org_id = org and p.booking_id = visit.id and p.deleted_at is null and sees_photos
    ),
    'signatures', (
      select coalesce(jsonb_agg(private.signature_row(g, is_office) order by g.id), '[]')
      from public.digital_signatures as g
      where g.org_id = org and g.booking_id = visit.id and sees_signatures
    ),
    'time_entries', (
      select coalesce(jsonb_agg(r order by r ->> 'starts_at'), '[]')
      from private.time_entry_rows(org, array(
        select t.id
        from public.time_entries as t
        where t.org_id = org and t.booking_id = visit.id and t.deleted_at is null
          and (hours_scope = 'all' or hours_scope = 'own' and t.resource_id in (select private.own_resource_ids()))
      )) as r
    ),
    'minutes', (
      select jsonb_build_object(
        'travel', coalesce(sum(m.minutes) filter (where m.kind = 'travel'), 0)::integer,
        'on_site', coalesce(sum(m.minutes) filter (where m.kind = 'on_site'), 0)::integer,
        'break', coalesce(sum(m.minutes) filter (where m.kind = 'break'), 0)::integer
      )
      from (
        select t.kind, extract(epoch from greatest(coalesce(t.ends_at, now()), t.starts_at) - t.starts_at) / 60 as minutes
        from public.time_entries as t
        where t.org_id = org and t.booking_id = visit.id and t.deleted_at is null
          and (hours_scope = 'all' or hours_scope = 'own' and t.resource_id in (select private.own_resource_ids()))
      ) as m
    )
  );
end;
$$;
comment on function public.get_visit_work(uuid) is
  'What was done during a visit: {missing, checklists, photos, signatures, time_entries, minutes}; CO404. '
  'Definer: names of people and states of files are behind policies of their own.';
revoke execute on function public.get_visit_work(uuid) from public, anon;
grant execute on function public.get_visit_work(uuid) to authenticated;

create function private.lock_job_checklist(org uuid, id uuid, expected bigint) returns public.job_checklists
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.job_checklists;
begin
  perform private.require_permission('update', 'jobs', 'all');
  select k.* into locked
  from public.job_checklists as k
  where k.org_id = org and k.id = lock_job_checklist.id
  for no key update;
  if not found then
    raise exception 'not_found: There is no such checklist.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.require_version(locked.version, expected);
  return locked;
end;
$$;
comment on function private.lock_job_checklist(uuid, uuid, bigint) is
  'Locks a checklist for who may change jobs; raises CO404 or CO412.';
revoke execute on function private.lock_job_checklist(uuid, uuid, bigint) from public;

create function public.list_job_checklists(job_id uuid) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'jobs');
begin
  perform
  from public.jobs as j
  where j.org_id = org and j.id = list_job_checklists.job_id
    and (scope = 'all' or j.id in (select private.own_job_ids()))
    and (j.deleted_at is null or private.has_permission('delete', 'jobs'));
  if not found then
    raise exception 'not_found: There is no such job.' using errcode = 'CO404', hint = 'id';
  end if;
  return query
    select private.checklist_row(k)
    from public.job_checklists as k
    where k.org_id = org and k.job_id = list_job_checklists.job_id
    order by k.id;
end;
$$;
comment on function public.list_job_checklists(uuid) is
  'The checklists of a job with their answers; CO404. Definer: who answered is behind a policy of its own.';
revoke execute on function public.list_job_checklists(uuid) from public, anon;
grant execute on function public.list_job_checklists(uuid) to authenticated;

create function public.add_job_checklist(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  job public.jobs;
  template public.checklist_templates;
  made public.job_checklists;
begin
  perform private.require_permission('update', 'jobs', 'all');
  answer := private.claim_idempotency('add_job_checklist', payload, org);
  if answer is not null then
    return answer;
  end if;
  job := private.lock_job(org, (payload ->> 'job_id')::uuid, 'update');
  select t.* into template
  from public.checklist_templates as t
  where t.org_id = org and t.id = (payload ->> 'template_id')::uuid and t.deleted_at is null;
  if not found then
    perform private.invalid('unknown', 'There is no such checklist.', 'template_id');
  end if;
  if (select count(*) from public.job_checklists as k where k.org_id = org and k.job_id = job.id) >= 20 then
    perform private.invalid('too_many', 'A job has 20 checklists at most.', 'template_id');
  end if;
  insert into public.job_checklists (org_id, job_id, template_id, name, items, is_required)
  values (
    org, job.id, template.id, template.name, template.items, coalesce((payload ->> 'is_required')::boolean, true)
  )
  returning * into made;
  return private.remember_answer(org, 201, private.checklist_row(made));
end;
$$;
comment on function public.add_job_checklist(jsonb) is
  '{job_id, template_id, is_required?}: gives a job a copy of a checklist. Definer: job_checklists is nobody''s table.';
revoke execute on function public.add_job_checklist(jsonb) from public, anon;
grant execute on function public.add_job_checklist(jsonb) to authenticated;

-- The office answers what it has before it, so the version decides and nothing is merged.
create function public.answer_job_checklist(id uuid, expected_version bigint, answers jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  checklist public.job_checklists := private.lock_job_checklist(org, answer_job_checklist.id, expected_version);
  given jsonb;
  merged jsonb;
  written jsonb := checklist.answers;
begin
  if jsonb_typeof(answers) is distinct from 'array' or jsonb_array_length(answers) not between 1 and 200 then
    perform private.invalid('invalid', 'Give 1 to 200 answers.', 'answers');
  end if;
  for given in select e.value from jsonb_array_elements(answers) as e loop
    perform private.check_answer(
      (select i.value from jsonb_array_elements(checklist.items) as i where i.value ->> 'key' = given ->> 'key'),
      given -> 'value'
    );
    merged := private.merge_answer(
      checklist, given ->> 'key', given || jsonb_build_object('at', now()), private.current_user_id(), checklist.version
    );
    if merged ? 'answer' then
      written := written || jsonb_build_object(given ->> 'key', merged -> 'answer');
    end if;
  end loop;
  if written <> checklist.answers then
    perform private.write_answers(checklist, written);
  end if;
  return jsonb_build_object('status', 200, 'data', (
    select private.checklist_row(k) from public.job_checklists as k where k.org_id = org and k.id = checklist.id
  ));
end;
$$;
comment on function public.answer_job_checklist(uuid, bigint, jsonb) is
  'Answers [{key, value, note}] of a job''s checklist from the office. Definer: job_checklists is nobody''s table.';
revoke execute on function public.answer_job_checklist(uuid, bigint, jsonb) from public, anon;
grant execute on function public.answer_job_checklist(uuid, bigint, jsonb) to authenticated;

create function public.remove_job_checklist(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  checklist constant public.job_checklists :=
    private.lock_job_checklist(org, remove_job_checklist.id, expected_version);
begin
  if checklist.answers <> '{}' then
    raise exception 'answered: Somebody has answered questions of this checklist.' using errcode = 'CO409', hint = 'id';
  end if;
  delete from public.job_checklists as k where k.org_id = org and k.id = checklist.id;
  return jsonb_build_object('status', 200, 'data', private.checklist_row(checklist));
end;
$$;
comment on function public.remove_job_checklist(uuid, bigint) is
  'Takes a checklist off a job while nothing is answered. Definer: job_checklists is nobody''s table.';
revoke execute on function public.remove_job_checklist(uuid, bigint) from public, anon;
grant execute on function public.remove_job_checklist(uuid, bigint) to authenticated;

-- A technician words and removes pictures of his own visits.
create function private.lock_photo(org uuid, id uuid, permission public.permission_type) returns public.field_photos
language plpgsql volatile set search_path = ''
as $$
declare
  scope constant text := private.require_permission(permission, 'photos');
  locked public.field_photos;
begin
  select p.* into locked
  from public.field_photos as p
  where p.org_id = org and p.id = lock_photo.id
    and (scope = 'all' or p.booking_id in (select private.own_booking_ids()))
  for no key update;
  if not found then
    raise exception 'not_found: There is no such photo.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_photo(uuid, uuid, public.permission_type) is 'Locks a photo; raises CO404.';
revoke execute on function private.lock_photo(uuid, uuid, public.permission_type) from public;

create function public.update_photo(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was constant public.field_photos := private.lock_photo(org, update_photo.id, 'update');
begin
  perform private.require_version(was.version, expected_version);
  if was.deleted_at is not null then
    raise exception 'deleted: This photo was removed.' using errcode = 'CO409', hint = 'id';
  end if;
  update public.field_photos as p
  set category = coalesce(changes ->> 'category', p.category),
    caption = case when changes ? 'caption' then nullif(btrim(changes ->> 'caption'), '') else p.caption end
  where p.org_id = org and p.id = was.id;
  return jsonb_build_object('status', 200, 'data', (
    select private.photo_row(p) from public.field_photos as p where p.org_id = org and p.id = was.id
  ));
end;
$$;
comment on function public.update_photo(uuid, bigint, jsonb) is
  'Changes {category, caption} of a photo. Definer: photos are nobody''s table.';
revoke execute on function public.update_photo(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_photo(uuid, bigint, jsonb) to authenticated;

create function public.remove_photo(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was constant public.field_photos := private.lock_photo(org, remove_photo.id, 'delete');
begin
  perform private.require_version(was.version, expected_version);
  update public.field_photos as p
  set deleted_at = now(), deleted_by = private.current_user_id()
  where p.org_id = org and p.id = was.id and p.deleted_at is null;
  return jsonb_build_object('status', 200, 'data', (
    select private.photo_row(p) from public.field_photos as p where p.org_id = org and p.id = was.id
  ));
end;
$$;
comment on function public.remove_photo(uuid, bigint) is
  'Takes a photo off its visit; the file stays until nothing shows it. Definer: photos are nobody''s table.';
revoke execute on function public.remove_photo(uuid, bigint) from public, anon;
grant execute on function public.remove_photo(uuid, bigint) to authenticated;

create function public.verify_signature(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  seen public.digital_signatures;
begin
  perform private.require_permission('update', 'signatures', 'all');
  answer := private.claim_idempotency('verify_signature', payload, org);
  if answer is not null then
    return answer;
  end if;
  select g.* into seen
  from public.digital_signatures as g
  where g.org_id = org and g.id = (payload ->> 'id')::uuid
    and (payload ->> 'booking_id' is null or g.booking_id = (payload ->> 'booking_id')::uuid)
  for no key update;
  if not found then
    raise exception 'not_found: There is no such signature.' using errcode = 'CO404', hint = 'id';
  end if;
  -- Who looked first stays; a second look changes nothing.
  update public.digital_signatures as g
  set verified_at = now(), verified_by = private.current_user_id()
  where g.org_id = org and g.id = seen.id and g.verified_at is null;
  return private.remember_answer(org, 200, (
    select private.signature_row(g, true) from public.digital_signatures as g where g.org_id = org and g.id = seen.id
  ));
end;
$$;
comment on function public.verify_signature(jsonb) is
  '{id, booking_id?}: says that somebody of the office looked at a signature. Definer: signatures are nobody''s table.';
revoke execute on function public.verify_signature(jsonb) from public, anon;
grant execute on function public.verify_signature(jsonb) to authenticated;
