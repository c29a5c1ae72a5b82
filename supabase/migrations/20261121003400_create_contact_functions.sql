-- Making, deleting and restoring contacts. As for customers: creating runs as the caller under row security, deleting
-- and restoring are definer functions, because deleted_at is nobody's column.

-- A contact or property of a deleted customer would be a record nobody can open. Raises the same for a customer of
-- another tenant, an unknown one, a deleted one and one outside of scope own. Reads as the caller.
create function private.require_customer(org uuid, customer uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform from public.customers as c where c.org_id = org and c.id = customer and c.deleted_at is null;
  if not found then
    raise exception 'customer_not_found: There is no such customer.' using errcode = 'CO422', hint = 'customer_id';
  end if;
end;
$$;
comment on function private.require_customer(uuid, uuid) is 'Raises CO422 unless the caller sees this live customer.';
revoke execute on function private.require_customer(uuid, uuid) from public;
grant execute on function private.require_customer(uuid, uuid) to authenticated;

create function public.create_contact(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.customer_contacts;
  made public.customer_contacts;
begin
  perform private.require_permission('create', 'contacts');
  answer := private.claim_idempotency('create_contact', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.customer_contacts, payload);
  perform private.require_customer(org, given.customer_id);
  insert into public.customer_contacts (org_id, customer_id, name, role_title, email, phone, is_primary, notes)
  values (
    org, given.customer_id, given.name, given.role_title, given.email, given.phone,
    -- The first one is primary unless the caller says otherwise.
    coalesce(given.is_primary, not exists (
      select
      from public.customer_contacts as p
      where p.org_id = org and p.customer_id = given.customer_id and p.deleted_at is null
    )),
    given.notes
  )
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_contact(jsonb) is 'A new contact of {customer_id}; answers the row.';
revoke execute on function public.create_contact(jsonb) from public, anon;
grant execute on function public.create_contact(jsonb) to authenticated;

create function private.lock_contact(org uuid, contact uuid) returns public.customer_contacts
language plpgsql volatile set search_path = ''
as $$
declare
  scope constant text := private.require_permission('delete', 'contacts');
  found_row public.customer_contacts;
begin
  select p.* into found_row
  from public.customer_contacts as p
  where p.org_id = org
    and p.id = contact
    and (scope = 'all' or p.customer_id in (select private.own_customer_ids()))
  for no key update;
  if not found then
    raise exception 'not_found: There is no such contact.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_contact(uuid, uuid) is 'Locks a contact the caller may delete; raises CO404.';
revoke execute on function private.lock_contact(uuid, uuid) from public;

create function public.delete_contact(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  contact public.customer_contacts := private.lock_contact(org, delete_contact.id);
begin
  perform private.require_version(contact.version, expected_version);
  if contact.deleted_at is null then
    update public.customer_contacts as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.id = contact.id
    returning * into contact;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(contact));
end;
$$;
comment on function public.delete_contact(uuid, bigint) is
  'Deletes a contact; restore_contact brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_contact(uuid, bigint) from public, anon;
grant execute on function public.delete_contact(uuid, bigint) to authenticated;

create function public.restore_contact(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  contact public.customer_contacts;
begin
  perform private.require_permission('delete', 'contacts');
  answer := private.claim_idempotency('restore_contact', payload, org);
  if answer is not null then
    return answer;
  end if;
  contact := private.lock_contact(org, (payload ->> 'id')::uuid);
  if contact.deleted_at is not null then
    perform private.require_live_parent(org, contact.customer_id);
    update public.customer_contacts as p
    set deleted_at = null, deleted_by = null
    where p.org_id = org and p.id = contact.id
    returning * into contact;
  end if;
  return private.remember_answer(org, 200, to_jsonb(contact));
end;
$$;
comment on function public.restore_contact(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_contact(jsonb) from public, anon;
grant execute on function public.restore_contact(jsonb) to authenticated;

create function private.require_live_parent(org uuid, customer uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform from public.customers as c where c.org_id = org and c.id = customer and c.deleted_at is null;
  if not found then
    raise exception 'customer_deleted: Restore the customer first.' using errcode = 'CO409', hint = 'customer_id';
  end if;
end;
$$;
comment on function private.require_live_parent(uuid, uuid) is 'Raises CO409 while the customer is deleted.';
revoke execute on function private.require_live_parent(uuid, uuid) from public;
