-- The words of messages: read by rows, written by functions that know what an event can name.

create function private.template_json(words public.notification_templates) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select to_jsonb(words) - array['org_id', 'edit_count'] || jsonb_build_object(
      'is_shipped', (d.subject, d.body, true) = (words.subject, words.body, words.is_active),
      'variables', e.variables,
      'needs', e.needs,
      'position', e.position
    )
    from private.message_events as e
    join private.default_notification_templates as d on d.event = e.event and d.locale = words.locale
    where e.event = words.event
  );
end;
$$;
comment on function private.template_json(public.notification_templates) is
  'A template as answers show it, with what it may name and whether it is as shipped.';
revoke execute on function private.template_json(public.notification_templates) from public;

create function public.list_templates() returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
begin
  perform private.require_permission('read', 'templates', 'all');
  return query
    select private.template_json(t)
    from public.notification_templates as t
    join private.message_events as e on e.event = t.event
    where t.org_id = org
    order by e.position, t.locale;
end;
$$;
comment on function public.list_templates() is
  'The words of all messages, by event and language. Definer: what is shipped is nobody''s table.';
revoke execute on function public.list_templates() from public, anon;
grant execute on function public.list_templates() to authenticated;

create function private.lock_template(org uuid, wanted uuid, permission public.permission_type, expected bigint)
returns public.notification_templates
language plpgsql volatile set search_path = ''
as $$
declare
  words public.notification_templates;
begin
  perform private.require_permission(permission, 'templates', 'all');
  select t.* into words
  from public.notification_templates as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There are no such words.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.require_version(words.version, expected);
  return words;
end;
$$;
comment on function private.lock_template(uuid, uuid, public.permission_type, bigint) is
  'Locks words the caller may change; raises CO404, CO412.';
revoke execute on function private.lock_template(uuid, uuid, public.permission_type, bigint) from public;

create function private.check_words(words public.notification_templates) returns void
language plpgsql stable set search_path = ''
as $$
declare
  kind private.message_events;
  field text;
  name text;
begin
  select e.* into kind from private.message_events as e where e.event = words.event;
  foreach field in array array['subject', 'body'] loop
    for name in
      select m[1] from regexp_matches(to_jsonb(words) ->> field, '\{\{([^{}]*)\}\}', 'g') as m
    loop
      if btrim(name) <> all (kind.variables) then
        raise exception 'unknown_variable: This message does not know {{%}}.', left(btrim(name), 60)
          using errcode = 'CO422', hint = field;
      end if;
    end loop;
  end loop;
  if kind.needs is not null and words.body !~ ('\{\{ *' || kind.needs || ' *\}\}') then
    raise exception 'missing_variable: This message is of no use without {{%}}.', kind.needs
      using errcode = 'CO422', hint = 'body';
  end if;
end;
$$;
comment on function private.check_words(public.notification_templates) is
  'Raises CO422 for a variable the event does not have, and where the one it needs is missing.';
revoke execute on function private.check_words(public.notification_templates) from public;

create function public.update_template(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  words public.notification_templates := private.lock_template(org, update_template.id, 'update', expected_version);
begin
  words := jsonb_populate_record(
    words, jsonb_strip_nulls(jsonb_build_object(
      'subject', changes -> 'subject', 'body', changes -> 'body', 'is_active', changes -> 'is_active'
    ))
  );
  perform private.check_words(words);
  update public.notification_templates as t
  set subject = words.subject, body = words.body, is_active = words.is_active
  where t.org_id = org and t.id = words.id
  returning t.* into words;
  return jsonb_build_object('status', 200, 'data', private.template_json(words));
end;
$$;
comment on function public.update_template(uuid, bigint, jsonb) is
  'Changes {subject?, body?, is_active?} of words; raises CO422 unknown_variable, missing_variable. '
  'Definer: what an event may name is nobody''s table.';
revoke execute on function public.update_template(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_template(uuid, bigint, jsonb) to authenticated;

create function public.reset_template(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  words public.notification_templates := private.lock_template(org, reset_template.id, 'delete', expected_version);
begin
  update public.notification_templates as t
  set subject = d.subject, body = d.body, is_active = true
  from private.default_notification_templates as d
  where t.org_id = org and t.id = words.id and d.event = t.event and d.locale = t.locale
    and (t.subject, t.body, t.is_active) is distinct from (d.subject, d.body, true)
  returning t.* into words;
  if not found then
    select t.* into words from public.notification_templates as t where t.org_id = org and t.id = reset_template.id;
  end if;
  return jsonb_build_object('status', 200, 'data', private.template_json(words));
end;
$$;
comment on function public.reset_template(uuid, bigint) is
  'Back to the shipped words; answers them. Definer: what is shipped is nobody''s table.';
revoke execute on function public.reset_template(uuid, bigint) from public, anon;
grant execute on function public.reset_template(uuid, bigint) to authenticated;

-- The editor shows what a customer would have got: by default of the latest visit that has a time.
create function public.get_message_sample(booking_id uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  visit public.bookings;
begin
  perform private.require_permission('read', 'templates', 'all');
  perform private.require_permission('read', 'bookings', 'all');
  select b.* into visit
  from public.bookings as b
  where b.org_id = org
    and case
      when get_message_sample.booking_id is not null then b.id = get_message_sample.booking_id
      else b.starts_at < now() + interval '2 days' and b.status in ('scheduled', 'dispatched', 'completed', 'closed')
    end
  order by b.starts_at desc nulls last, b.id desc
  limit 1;
  if not found and get_message_sample.booking_id is not null then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'booking_id';
  end if;
  return private.message_facts(org, visit.id, '{}') || jsonb_build_object('number', visit.number);
end;
$$;
comment on function public.get_message_sample(uuid) is
  'What a message about a visit may say: of the one named, else of a recent one; without any of the company alone. '
  'Definer: it gathers from many tables.';
revoke execute on function public.get_message_sample(uuid) from public, anon;
grant execute on function public.get_message_sample(uuid) to authenticated;
