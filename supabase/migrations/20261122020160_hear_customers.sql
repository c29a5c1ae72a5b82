-- What a customer says through his link: words for the office, and stars for a visit that is done.

create function public.portal_message(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('message');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'message', payload);
  body constant text := btrim(payload ->> 'body', E' \n\r\t');
begin
  if answer is not null then
    return answer;
  end if;
  if body is null or body !~ '\S' or length(body) > 2000 then
    perform private.invalid('invalid', 'A message has 1 to 2000 characters.', 'body');
  end if;
  perform private.require_message_rate(me.link_id);
  answer := jsonb_build_object('message', private.insert_customer_message(me.org_id, me.booking_id, body));
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'message', payload, answer);
end;
$$;
comment on function public.portal_message(jsonb) is
  '{op_id, body}: a message to the office; CO429 beyond ten an hour. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_message(jsonb) from public, authenticated;
grant execute on function public.portal_message(jsonb) to anon;

-- Once, and to be corrected for a day. What the office did with it (a reply, out of sight) stays.
create function private.write_feedback(org uuid, link uuid, booking uuid, customer uuid, payload jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  given constant public.customer_feedback := jsonb_populate_record(null::public.customer_feedback, jsonb_build_object(
    'overall', payload -> 'overall', 'punctuality', payload -> 'punctuality',
    'professionalism', payload -> 'professionalism', 'communication', payload -> 'communication',
    'quality', payload -> 'quality', 'comment', nullif(btrim(payload ->> 'comment', E' \n\r\t'), '')
  ));
  known public.customer_feedback;
begin
  if given.overall is null
    or not coalesce(
      given.overall between 1 and 5 and coalesce(given.punctuality, 1) between 1 and 5
      and coalesce(given.professionalism, 1) between 1 and 5 and coalesce(given.communication, 1) between 1 and 5
      and coalesce(given.quality, 1) between 1 and 5,
      false
    ) then
    perform private.invalid('invalid', 'A rating is 1 to 5 stars.', 'overall');
  end if;
  if length(given.comment) > 2000 then
    perform private.invalid('invalid', 'A comment has at most 2000 characters.', 'comment');
  end if;
  select f.* into known from public.customer_feedback as f where f.org_id = org and f.booking_id = booking for update;
  if not found then
    insert into public.customer_feedback (
      org_id, booking_id, access_id, customer_id, overall, punctuality, professionalism, communication, quality, comment,
      source, is_verified
    )
    values (
      org, booking, link, customer, given.overall, given.punctuality, given.professionalism, given.communication,
      given.quality, given.comment, 'portal', true
    );
    return;
  end if;
  if known.editable_until <= now() then
    raise exception 'feedback_given: This visit was rated already.' using errcode = 'CO409', hint = 'overall';
  end if;
  update public.customer_feedback as f
  set overall = given.overall, punctuality = given.punctuality, professionalism = given.professionalism,
    communication = given.communication, quality = given.quality, comment = given.comment
  where f.org_id = org and f.id = known.id;
end;
$$;
comment on function private.write_feedback(uuid, uuid, uuid, uuid, jsonb) is
  'The rating of a visit, new or corrected within its day; raises CO409 feedback_given, CO422.';
revoke execute on function private.write_feedback(uuid, uuid, uuid, uuid, jsonb) from public;

create function public.portal_feedback(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  me record := private.lock_portal_link('feedback');
  answer jsonb := private.known_portal_answer(me.org_id, me.link_id, 'feedback', payload);
  rate constant jsonb := private.take_rate('portal_feedback:' || me.link_id, 20, 3600, 20);
begin
  if answer is not null then
    return answer;
  end if;
  if not (rate ->> 'allowed')::boolean then
    raise exception 'too_many: Please wait a little.' using errcode = 'CO429', hint = rate ->> 'retry_after_s';
  end if;
  perform from public.bookings as b
  where b.org_id = me.org_id and b.id = me.booking_id and b.status in ('completed', 'closed');
  if not found then
    raise exception 'not_done: A visit is rated when it is done.' using errcode = 'CO409', hint = 'status';
  end if;
  perform private.write_feedback(me.org_id, me.link_id, me.booking_id, me.customer_id, payload);
  perform private.note_portal_view(me.org_id, me.link_id, me.session_id);
  return private.keep_portal_answer(me.org_id, me.link_id, 'feedback', payload, jsonb_build_object(
    'feedback', private.portal_feedback_json(me.org_id, me.booking_id)
  ));
end;
$$;
comment on function public.portal_feedback(jsonb) is
  '{op_id, overall, punctuality?, professionalism?, communication?, quality?, comment?}: stars for a visit that is done. '
  'Definer: a link writes no table; its claims are checked.';
revoke execute on function public.portal_feedback(jsonb) from public, authenticated;
grant execute on function public.portal_feedback(jsonb) to anon;
