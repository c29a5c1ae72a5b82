-- Making, deleting and restoring customers. Creating runs as the caller: row security decides, as it does for the
-- plain updates of PATCH. Deleting and restoring are definer functions, because deleted_at is nobody's column.

create function public.create_customer(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.customers;
  made public.customers;
begin
  perform private.require_permission('create', 'customers', 'all');
  answer := private.claim_idempotency('create_customer', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.customers,
    '{"status": "active", "do_not_contact": false, "message_consent": false, "custom_fields": {}}'
      || jsonb_strip_nulls(payload)
  );
  insert into public.customers (
    org_id, kind, first_name, last_name, company_name, email, phone, locale, status, source, notes, do_not_contact,
    message_consent, message_consent_source, payment_terms_days, assigned_to, referred_by, custom_fields
  )
  values (
    org, given.kind, given.first_name, given.last_name, given.company_name, given.email, given.phone, given.locale,
    given.status, given.source, given.notes, given.do_not_contact, given.message_consent,
    given.message_consent_source, given.payment_terms_days, given.assigned_to, given.referred_by,
    given.custom_fields
  )
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_customer(jsonb) is 'A new customer from its fields; answers the row.';
revoke execute on function public.create_customer(jsonb) from public, anon;
grant execute on function public.create_customer(jsonb) to authenticated;

-- The row a deleting or restoring function works on, locked. What the caller may not touch answers like what is not
-- there: an unknown id, another tenant's id, and a customer outside of scope own.
create function private.lock_customer(
  org uuid, customer uuid, permission public.permission_type, resource public.resource_type
) returns public.customers
language plpgsql volatile set search_path = ''
as $$
declare
  scope constant text := private.require_permission(permission, resource);
  found_row public.customers;
begin
  select c.* into found_row
  from public.customers as c
  where c.org_id = org
    and c.id = customer
    and (scope = 'all' or c.id in (select private.own_customer_ids()))
  for no key update;
  if not found then
    raise exception 'not_found: There is no such customer.' using errcode = 'CO404', hint = 'customer_id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_customer(uuid, uuid, public.permission_type, public.resource_type) is
  'Locks a customer the caller holds a right on; raises CO404.';
revoke execute on function private.lock_customer(uuid, uuid, public.permission_type, public.resource_type)
  from public;

-- Contacts and properties go with their customer, stamped with the same instant, by which restoring knows them again.
create function public.delete_customer(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  customer public.customers := private.lock_customer(org, delete_customer.id, 'delete', 'customers');
begin
  perform private.require_version(customer.version, expected_version);
  if customer.deleted_at is null then
    update public.customer_contacts as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at is null;
    update public.properties as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at is null;
    update public.customers as c
    set deleted_at = now(), deleted_by = private.current_user_id()
    where c.org_id = org and c.id = customer.id
    returning * into customer;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(customer));
end;
$$;
comment on function public.delete_customer(uuid, bigint) is
  'Deletes a customer with contacts and properties; restore_customer brings all of them back. '
  'Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_customer(uuid, bigint) from public, anon;
grant execute on function public.delete_customer(uuid, bigint) to authenticated;

create function public.restore_customer(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  customer public.customers;
begin
  perform private.require_permission('delete', 'customers');
  answer := private.claim_idempotency('restore_customer', payload, org);
  if answer is not null then
    return answer;
  end if;
  customer := private.lock_customer(org, (payload ->> 'id')::uuid, 'delete', 'customers');
  if customer.erased_at is not null then
    raise exception 'erased: An erased customer cannot come back.' using errcode = 'CO409';
  end if;
  if customer.deleted_at is not null then
    update public.customer_contacts as p
    set deleted_at = null, deleted_by = null
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at = customer.deleted_at;
    update public.properties as p
    set deleted_at = null, deleted_by = null
    where p.org_id = org and p.customer_id = customer.id and p.deleted_at = customer.deleted_at;
    update public.customers as c
    set deleted_at = null, deleted_by = null
    where c.org_id = org and c.id = customer.id
    returning * into customer;
  end if;
  return private.remember_answer(org, 200, to_jsonb(customer));
end;
$$;
comment on function public.restore_customer(jsonb) is
  'Brings {id} back with what was deleted together with it. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_customer(jsonb) from public, anon;
grant execute on function public.restore_customer(jsonb) to authenticated;
