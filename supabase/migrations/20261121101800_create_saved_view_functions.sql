-- Making and deleting saved views. A deleted view is gone: it holds nothing but words, and its maker makes it again.

create function public.create_saved_view(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('create', 'saved_views');
  answer jsonb;
  given public.saved_views;
  made public.saved_views;
begin
  answer := private.claim_idempotency('create_saved_view', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.saved_views, '{"query": "", "columns": [], "is_shared": false}' || jsonb_strip_nulls(payload)
  );
  if given.is_shared and scope <> 'all' then
    raise exception 'forbidden: Sharing a view needs the right to all views.'
      using errcode = '42501', hint = 'saved_views:create';
  end if;
  insert into public.saved_views (org_id, list, name, query, columns, is_shared)
  values (org, given.list, given.name, given.query, given.columns, given.is_shared)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_saved_view(jsonb) is 'A new view of the caller; answers the row.';
revoke execute on function public.create_saved_view(jsonb) from public, anon;
grant execute on function public.create_saved_view(jsonb) to authenticated;

create function public.delete_saved_view(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('delete', 'saved_views');
  locked public.saved_views;
begin
  select v.* into locked
  from public.saved_views as v
  where v.org_id = org
    and v.id = delete_saved_view.id
    and (v.user_id = private.current_user_id() or v.is_shared)
  for update;
  if not found then
    raise exception 'not_found: There is no such view.' using errcode = 'CO404', hint = 'id';
  end if;
  if scope <> 'all' and locked.user_id <> private.current_user_id() then
    raise exception 'forbidden: Only its maker or the office removes a shared view.'
      using errcode = '42501', hint = 'saved_views:delete';
  end if;
  perform private.require_version(locked.version, expected_version);
  delete from public.saved_views as v where v.org_id = org and v.id = locked.id;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_saved_view(uuid, bigint) is
  'Deletes a view of one''s own, or a shared one; answers what it was. Definer: nobody deletes rows by hand.';
revoke execute on function public.delete_saved_view(uuid, bigint) from public, anon;
grant execute on function public.delete_saved_view(uuid, bigint) to authenticated;
