-- What a search over customers looks into: one line per customer, contact and property, each beginning with the
-- customer's name, so that "smith oak" finds Smith in Oak Street. Kept beside the tables and not in them: a contact
-- that changes must not rewrite its customer. Row security would push a trigram search off its index (LIKE is not
-- leak-proof), so only definer functions that ask for the right themselves read it. What is deleted has no line.
create table private.search_documents (
  org_id uuid not null references public.organizations (id) on delete cascade,
  customer_id uuid not null,
  contact_id uuid,
  property_id uuid,
  record_id uuid not null generated always as (coalesce(property_id, contact_id, customer_id)) stored,
  document text not null,
  primary key (org_id, customer_id, record_id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references public.customer_contacts (org_id, id) on delete cascade,
  foreign key (org_id, property_id) references public.properties (org_id, id) on delete cascade,
  constraint search_documents_kind_check check (num_nonnulls(contact_id, property_id) <= 1)
);
comment on table private.search_documents is
  'Words of customers, their contacts and properties, as they are searched.';
comment on column private.search_documents.document is
  'Starts with a space and has one between words, so that "% ab%" means: a word begins with ab.';

create index search_documents_contact_idx on private.search_documents (org_id, contact_id)
  where contact_id is not null;
create index search_documents_property_idx on private.search_documents (org_id, property_id)
  where property_id is not null;
-- New entries wait in a list that every search reads through; the default of 4 MB would be felt after an import.
create index search_documents_words_idx on private.search_documents
  using gin (org_id, document extensions.gin_trgm_ops) with (gin_pending_list_limit = 512);

alter table private.search_documents enable row level security;

create function private.write_customer_documents(orgs uuid[], customers uuid[]) returns void
language sql volatile set search_path = ''
as $$
  insert into private.search_documents as d (org_id, customer_id, document)
  select
    c.org_id, c.id,
    ' ' || private.search_key(concat_ws(
      ' ', c.display_name, case when c.kind = 'company' then c.first_name end,
      case when c.kind = 'company' then c.last_name else c.company_name end, c.email, c.phone_digits
    ))
  from unnest(orgs, customers) as k (org_id, id)
  join public.customers as c on c.org_id = k.org_id and c.id = k.id
  where c.deleted_at is null
  on conflict (org_id, customer_id, record_id) do update
    set document = excluded.document where d.document <> excluded.document
$$;
revoke execute on function private.write_customer_documents(uuid[], uuid[]) from public;

create function private.write_contact_documents(orgs uuid[], contacts uuid[]) returns void
language sql volatile set search_path = ''
as $$
  insert into private.search_documents as d (org_id, customer_id, contact_id, document)
  select
    p.org_id, p.customer_id, p.id,
    ' ' || private.search_key(concat_ws(' ', c.display_name, p.name, p.email, p.phone_digits))
  from unnest(orgs, contacts) as k (org_id, id)
  join public.customer_contacts as p on p.org_id = k.org_id and p.id = k.id
  join public.customers as c on c.org_id = p.org_id and c.id = p.customer_id
  where p.deleted_at is null
  on conflict (org_id, customer_id, record_id) do update
    set document = excluded.document where d.document <> excluded.document
$$;
revoke execute on function private.write_contact_documents(uuid[], uuid[]) from public;

create function private.write_property_documents(orgs uuid[], properties uuid[]) returns void
language sql volatile set search_path = ''
as $$
  insert into private.search_documents as d (org_id, customer_id, property_id, document)
  select
    p.org_id, p.customer_id, p.id,
    ' ' || private.search_key(concat_ws(
      ' ', c.display_name, p.name, p.line1, p.line2, p.postcode, p.city, p.region
    ))
  from unnest(orgs, properties) as k (org_id, id)
  join public.properties as p on p.org_id = k.org_id and p.id = k.id
  join public.customers as c on c.org_id = p.org_id and c.id = p.customer_id
  where p.deleted_at is null
  on conflict (org_id, customer_id, record_id) do update
    set document = excluded.document where d.document <> excluded.document
$$;
revoke execute on function private.write_property_documents(uuid[], uuid[]) from public;

-- One trigger function for the three tables. A renamed customer also renews the lines of what belongs to him.
create function private.index_for_search() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  orgs uuid[];
  ids uuid[];
begin
  select array_agg(n.org_id), array_agg(n.id) into orgs, ids from new_rows as n where n.deleted_at is null;
  if tg_table_name = 'customer_contacts' then
    perform private.write_contact_documents(orgs, ids);
  elsif tg_table_name = 'properties' then
    perform private.write_property_documents(orgs, ids);
  else
    perform private.write_customer_documents(orgs, ids);
  end if;
  if tg_op = 'INSERT' then
    return null;
  end if;

  if tg_table_name <> 'customers' then
    delete from private.search_documents as d
    using new_rows as n
    where n.deleted_at is not null
      and d.org_id = n.org_id
      and d.customer_id = n.customer_id
      and d.record_id = n.id;
    return null;
  end if;
  delete from private.search_documents as d
  using new_rows as n
  where n.deleted_at is not null and d.org_id = n.org_id and d.customer_id = n.id;
  -- The renamed. Except and not a join: its plan, kept from an update of one row, is as good for thousands.
  select array_agg(renamed.org_id), array_agg(renamed.id) into orgs, ids
  from (
    select n.org_id, n.id, n.display_name from new_rows as n
    except
    select o.org_id, o.id, o.display_name from old_rows as o
  ) as renamed;
  perform private.write_contact_documents(array_agg(p.org_id), array_agg(p.id))
  from unnest(orgs, ids) as k (org_id, id)
  join public.customer_contacts as p on p.org_id = k.org_id and p.customer_id = k.id;
  perform private.write_property_documents(array_agg(p.org_id), array_agg(p.id))
  from unnest(orgs, ids) as k (org_id, id)
  join public.properties as p on p.org_id = k.org_id and p.customer_id = k.id;
  return null;
end;
$$;
comment on function private.index_for_search() is
  'After customers, contacts or properties were written: their documents. '
  'Definer: nobody writes search documents by hand.';
revoke execute on function private.index_for_search() from public;

create trigger index_insert after insert on public.customers
  referencing new table as new_rows
  for each statement execute function private.index_for_search();
create trigger index_update after update on public.customers
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.index_for_search();
create trigger index_insert after insert on public.customer_contacts
  referencing new table as new_rows
  for each statement execute function private.index_for_search();
create trigger index_update after update on public.customer_contacts
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.index_for_search();
create trigger index_insert after insert on public.properties
  referencing new table as new_rows
  for each statement execute function private.index_for_search();
create trigger index_update after update on public.properties
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.index_for_search();
