-- Erasing a person: every table of the register in its order, in one transaction. What others need (a visit took place,
-- an hour was worked, a line of the audit log was sealed) stays without the person; what is only about him goes.

create function private.erased_word(org uuid) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select case when o.locale like 'de%' then 'Gelöscht' else 'Erased' end
    from public.organizations as o where o.id = org
  );
end;
$$;
comment on function private.erased_word(uuid) is 'What stands where a name stood.';
revoke execute on function private.erased_word(uuid) from public;

-- $2 is the fixed word. A line of the audit log keeps its leaf, made from what it says now, and loses the salt.
create function private.erasing_statement(place private.personal_data_rows) returns text
language plpgsql stable set search_path = ''
as $$
declare
  assignments text;
begin
  if place.action = 'delete' then
    return format('delete from %s as t where %s and $2 is not null', place.relation, private.person_condition(place));
  end if;
  if place.action = 'audit' then
    return format(
      'update %s as t set leaf = private.audit_leaf(t, (select c from private.change_log as c where c.org_id = t.org_id '
      'and c.id = t.change_id and c.created_at = t.created_at)), erased_at = now(), salt = null, ip = null, '
      'user_agent = null, path = null, correlation_id = null where t.erased_at is null and %s and $2 is not null',
      place.relation, private.person_condition(place)
    );
  end if;
  select string_agg(
    case c.rule
      when 'clear' then format('%I = null', c.name)
      when 'word' then format('%1$I = case when t.%1$I is not null then $2 end', c.name)
      else format(
        '%1$I = case jsonb_typeof(t.%1$I) when ''array'' then ''[]''::jsonb when ''object'' then ''{}''::jsonb end',
        c.name
      )
    end, ', '
  ) into assignments
  from private.personal_data_columns as c
  where c.relation = place.relation and c.rule in ('clear', 'word', 'empty');
  return format(
    'update %s as t set %s where %s and $2 is not null', place.relation, assignments, private.person_condition(place)
  );
end;
$$;
comment on function private.erasing_statement(private.personal_data_rows) is
  'What erasing does in a table; $1 is the person_scope, $2 the fixed word.';
revoke execute on function private.erasing_statement(private.personal_data_rows) from public;

-- What is still to be done for the person ends here, and states that need a reason get the fixed word.
create function private.end_open_matters(s private.person_scope, word text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.bookings as b set status = 'cancelled', status_reason = word
  where b.org_id = s.org_id and b.id = any (s.bookings) and b.status = 'unscheduled';
  update public.jobs as j set status = 'cancelled', status_reason = word
  where j.org_id = s.org_id and j.id = any (s.jobs) and j.status in ('new', 'scheduled', 'in_progress', 'on_hold');
  update public.booking_requests as r
  set status = 'declined', declined_reason = word, decided_at = now(), decided_by = private.current_user_id()
  where r.org_id = s.org_id and r.id = any (s.requests) and r.status = 'new';
end;
$$;
comment on function private.end_open_matters(private.person_scope, text) is
  'Calls off what was not planned yet, before its words go.';
revoke execute on function private.end_open_matters(private.person_scope, text) from public;

-- The rows that say that the person is erased. A customer keeps one word for a name, not two.
create function private.mark_erased(s private.person_scope, word text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.customers as c
  set
    first_name = null, last_name = case when c.kind = 'person' then word end,
    company_name = case when c.kind = 'company' then word end,
    do_not_contact = true, message_consent = false, assigned_to = null, referred_by = null, erased_at = now(),
    deleted_at = coalesce(c.deleted_at, now()), deleted_by = coalesce(c.deleted_by, private.current_user_id())
  where c.org_id = s.org_id and c.id = any (s.customers);
  update public.properties as p
  set deleted_at = now(), deleted_by = private.current_user_id()
  where p.org_id = s.org_id and p.id = any (s.properties) and p.deleted_at is null;
  update public.customer_contacts as p
  set deleted_at = now(), deleted_by = private.current_user_id()
  where p.org_id = s.org_id and p.id = any (s.contacts) and p.deleted_at is null;
  update public.bookable_resources as r
  set photo_file_id = null, is_active = false, deleted_at = coalesce(r.deleted_at, now()),
    deleted_by = coalesce(r.deleted_by, private.current_user_id())
  where r.org_id = s.org_id and r.id = any (s.resources);
end;
$$;
comment on function private.mark_erased(private.person_scope, text) is 'What lists and pages know an erased person by.';
revoke execute on function private.mark_erased(private.person_scope, text) from public;

-- The account itself, where it belongs to no other organization: nobody signs in with it again, nothing names anybody.
create function private.empty_accounts(s private.person_scope) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.end_membership(s.org_id, u) from unnest(s.users) as u;
  update public.departments as d set lead_id = null where d.org_id = s.org_id and d.lead_id = any (s.users);
  delete from auth.sessions as a where a.user_id = any (s.accounts);
  delete from auth.identities as a where a.user_id = any (s.accounts);
  delete from auth.one_time_tokens as a where a.user_id = any (s.accounts);
  delete from auth.mfa_factors as a where a.user_id = any (s.accounts);
  delete from auth.flow_state as a where a.user_id = any (s.accounts);
  delete from auth.audit_log_entries as a where (a.payload ->> 'actor_id') = any (s.accounts::text[]);
  update auth.users as a
  set
    email = 'erased-' || a.id || '@erased.invalid', phone = null, encrypted_password = null, email_change = '',
    phone_change = '', confirmation_token = '', recovery_token = '', email_change_token_new = '',
    email_change_token_current = '', reauthentication_token = '', raw_user_meta_data = '{}',
    banned_until = 'infinity', deleted_at = now()
  where a.id = any (s.accounts);
  update public.profiles as p set is_active = false, deleted_at = now(), email = null where p.id = any (s.accounts);
end;
$$;
comment on function private.empty_accounts(private.person_scope) is
  'Ends the membership, and the account where no other organization has it.';
revoke execute on function private.empty_accounts(private.person_scope) from public;

-- Objects of the files: their own path and that of each size.
create function private.objects_of_files(org uuid, files uuid[]) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(distinct jsonb_build_object('bucket', f.bucket, 'path', o.path)), '[]')
    from public.file_storage as f
    cross join lateral (
      select f.path union select v.value ->> 'path' from jsonb_each(f.variants) as v where v.value ? 'path'
    ) as o (path)
    where f.org_id = org and f.id = any (files) and o.path is not null
  );
end;
$$;
comment on function private.objects_of_files(uuid, uuid[]) is '[{bucket, path}] of files in Storage.';
revoke execute on function private.objects_of_files(uuid, uuid[]) from public;

-- Does it all; answers what was done, by table. History and audit come last, with what the erasing itself wrote there.
create function private.run_erasure(s private.person_scope) returns jsonb
language plpgsql volatile set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  word constant text := private.erased_word(s.org_id);
  place private.personal_data_rows;
  counts jsonb := '[]';
  changed bigint;
begin
  perform private.end_open_matters(s, word);
  perform private.mark_erased(s, word);
  if cardinality(s.users) > 0 then
    perform private.empty_accounts(s);
  end if;
  for place in
    select r.* from private.personal_data_rows as r where r.person = s.kind and r.action <> 'keep' order by r.position
  loop
    execute private.erasing_statement(place) using s, word;
    get diagnostics changed = row_count;
    if changed > 0 then
      counts := counts || jsonb_build_object('relation', place.relation, 'action', place.action, 'count', changed);
    end if;
  end loop;
  return counts;
end;
$$;
comment on function private.run_erasure(private.person_scope) is
  'Erases a person by the register; answers [{relation, action, count}].';
revoke execute on function private.run_erasure(private.person_scope) from public;
