-- Which tags a customer carries: read with him, replaced as a whole. His version rises with them, because a form that
-- shows tags must notice that somebody else changed them.

create function private.customer_tag_data(org uuid, customer uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(
    jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name, t.id), '[]'
  )
  from public.customer_tags as l
  join public.tags as t on t.org_id = l.org_id and t.id = l.tag_id
  where l.org_id = org and l.customer_id = customer and t.deleted_at is null
$$;
comment on function private.customer_tag_data(uuid, uuid) is 'Tags of a customer: [{id, name, color}].';
revoke execute on function private.customer_tag_data(uuid, uuid) from public;

create function private.require_tags(org uuid, wanted uuid[]) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if (select count(distinct w) from unnest(wanted) as w) <> (
    select count(*) from public.tags as t where t.org_id = org and t.id = any (wanted) and t.deleted_at is null
  ) then
    raise exception 'unknown: There is no such tag.' using errcode = 'CO422', hint = 'tag_ids';
  end if;
end;
$$;
comment on function private.require_tags(uuid, uuid[]) is 'Raises CO422 unless all are live tags of the organization.';
revoke execute on function private.require_tags(uuid, uuid[]) from public;

create function public.set_customer_tags(customer_id uuid, expected_version bigint, tag_ids uuid[]) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  customer public.customers := private.lock_customer(org, set_customer_tags.customer_id, 'update', 'customers');
  before constant jsonb := private.customer_tag_data(org, customer.id);
  after jsonb;
begin
  if customer.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(customer.version, expected_version);
  perform private.require_tags(org, tag_ids);
  delete from public.customer_tags as l
  where l.org_id = org and l.customer_id = customer.id and l.tag_id <> all (tag_ids);
  insert into public.customer_tags (org_id, customer_id, tag_id)
  select distinct org, customer.id, w from unnest(tag_ids) as w
  on conflict on constraint customer_tags_pair_key do nothing;

  after := private.customer_tag_data(org, customer.id);
  if after <> before then
    update public.customers as c
    set version = c.version + 1, updated_at = now()
    where c.org_id = org and c.id = customer.id
    returning * into customer;
    perform private.record_link_change(org, 'customer', customer.id, customer.version, 'tags', before, after);
  end if;
  return jsonb_build_object(
    'status', 200,
    'data', jsonb_build_object('customer_id', customer.id, 'version', customer.version, 'tags', after)
  );
end;
$$;
comment on function public.set_customer_tags(uuid, bigint, uuid[]) is
  'Makes tag_ids the tags of a customer; answers {customer_id, version, tags}. '
  'Definer: links are written by functions.';
revoke execute on function public.set_customer_tags(uuid, bigint, uuid[]) from public, anon;
grant execute on function public.set_customer_tags(uuid, bigint, uuid[]) to authenticated;
