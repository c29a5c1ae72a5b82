-- People to talk to at a customer: the tenant, the caretaker, the wife who knows where the valve is.
create table public.customer_contacts (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  name text not null,
  role_title text,
  email text,
  phone text,
  phone_digits text generated always as (substr(phone, 2)) stored,
  is_primary boolean not null default false,
  notes text,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint customer_contacts_name_check check (name ~ '\S' and name !~ '[[:cntrl:]]' and length(name) <= 200),
  constraint customer_contacts_role_title_check check (
    role_title ~ '\S' and role_title !~ '[[:cntrl:]]' and length(role_title) <= 200
  ),
  constraint customer_contacts_email_check check (
    email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email) <= 254
  ),
  constraint customer_contacts_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint customer_contacts_notes_check check (notes ~ '\S' and length(notes) <= 10000),
  constraint customer_contacts_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.customer_contacts is 'People to talk to at a customer.';

create index customer_contacts_customer_idx on public.customer_contacts (org_id, customer_id, id);
create unique index customer_contacts_primary_key on public.customer_contacts (org_id, customer_id)
  where is_primary and deleted_at is null;
create index customer_contacts_email_idx on public.customer_contacts (org_id, email) where email is not null;
create index customer_contacts_phone_idx on public.customer_contacts (org_id, phone) where phone is not null;
create index customer_contacts_created_by_idx on public.customer_contacts (org_id, created_by)
  where created_by is not null;
create index customer_contacts_deleted_by_idx on public.customer_contacts (org_id, deleted_by)
  where deleted_by is not null;

alter table public.customer_contacts enable row level security;

grant select on public.customer_contacts to authenticated;
grant insert (org_id, customer_id, name, role_title, email, phone, is_primary, notes)
  on public.customer_contacts to authenticated;
grant update (name, role_title, email, phone, is_primary, notes) on public.customer_contacts to authenticated;

create policy customer_contacts_select_reader on public.customer_contacts for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'contacts')) = 'all'
      or (
        (select private.permission_scope('read', 'contacts')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'contacts')))
  );

create policy customer_contacts_insert_creator on public.customer_contacts for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('create', 'contacts')) = 'all'
      or (
        (select private.permission_scope('create', 'contacts')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
  );

create policy customer_contacts_update_editor on public.customer_contacts for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('update', 'contacts')) = 'all'
      or (
        (select private.permission_scope('update', 'contacts')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

-- Contacts and properties have at most one primary per customer. Naming another moves the mark; one that comes back
-- from deletion finds its place taken. A row that row security is about to refuse passes here first; the refusal
-- takes back what was done for it.
create function private.keep_one_primary() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  sibling uuid;
begin
  if not new.is_primary or new.deleted_at is not null then
    return new;
  end if;
  if tg_table_name = 'properties' then
    select p.id into sibling
    from public.properties as p
    where p.org_id = new.org_id and p.customer_id = new.customer_id and p.is_primary and p.deleted_at is null;
  else
    select p.id into sibling
    from public.customer_contacts as p
    where p.org_id = new.org_id and p.customer_id = new.customer_id and p.is_primary and p.deleted_at is null;
  end if;
  if sibling is null or sibling = new.id then
    return new;
  end if;

  if tg_op = 'UPDATE' and old.deleted_at is not null then
    new.is_primary := false;
  elsif tg_table_name = 'properties' then
    update public.properties as p set is_primary = false where p.org_id = new.org_id and p.id = sibling;
  else
    update public.customer_contacts as p set is_primary = false where p.org_id = new.org_id and p.id = sibling;
  end if;
  return new;
end;
$$;
comment on function private.keep_one_primary() is
  'Before a row is primary: its siblings stop being it. '
  'Definer: the mark moves whatever the writer may do with the sibling.';
revoke execute on function private.keep_one_primary() from public;

create trigger keep_one_primary before insert or update of is_primary, deleted_at on public.customer_contacts
  for each row execute function private.keep_one_primary();
create trigger forbid_change before update of org_id, id, customer_id, created_by, created_at
  on public.customer_contacts
  for each row execute function private.forbid_change('org_id', 'id', 'customer_id', 'created_by', 'created_at');
create trigger touch_row before update on public.customer_contacts
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.customer_contacts
  referencing new table as new_rows
  for each statement execute function private.record_changes('contact');
create trigger record_update after update on public.customer_contacts
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('contact');
create trigger record_delete after delete on public.customer_contacts
  referencing old table as old_rows
  for each statement execute function private.record_changes('contact');
