-- People and companies work is done for.
create table public.customers (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  kind text not null,
  first_name text,
  last_name text,
  company_name text,
  -- Never null, so that a missing name is refused by the constraint that says so and not by this column.
  display_name text not null generated always as (
    case kind
      when 'company' then coalesce(company_name, '')
      else btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))
    end
  ) stored,
  sort_name text collate "C" not null generated always as (
    private.search_key(
      case kind
        when 'company' then coalesce(company_name, '')
        else btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))
      end
    )
  ) stored,
  email text,
  phone text,
  phone_digits text generated always as (substr(phone, 2)) stored,
  locale text,
  status text not null default 'active',
  source text,
  notes text,
  do_not_contact boolean not null default false,
  message_consent boolean not null default false,
  message_consent_at timestamptz,
  message_consent_source text,
  payment_terms_days integer,
  assigned_to uuid,
  referred_by uuid,
  custom_fields jsonb not null default '{}',
  erased_at timestamptz,
  created_by uuid default private.current_user_id(),
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, assigned_to) references public.organization_members (org_id, user_id)
    on delete set null (assigned_to),
  foreign key (org_id, referred_by) references public.customers (org_id, id) on delete set null (referred_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  foreign key (org_id, deleted_by) references public.organization_members (org_id, user_id)
    on delete set null (deleted_by),
  constraint customers_kind_check check (kind in ('person', 'company')),
  constraint customers_first_name_check check (
    first_name ~ '\S' and first_name !~ '[[:cntrl:]]' and length(first_name) <= 200
  ),
  constraint customers_last_name_check check (
    last_name ~ '\S' and last_name !~ '[[:cntrl:]]' and length(last_name) <= 200
  ),
  constraint customers_company_name_check check (
    company_name ~ '\S' and company_name !~ '[[:cntrl:]]' and length(company_name) <= 200
  ),
  constraint customers_name_present check (
    case kind
      when 'company' then company_name is not null
      else num_nonnulls(first_name, last_name) > 0
    end
  ),
  constraint customers_email_check check (
    email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email) <= 254
  ),
  constraint customers_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint customers_locale_check check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint customers_status_check check (status in ('lead', 'active', 'inactive')),
  constraint customers_source_check check (source ~ '\S' and source !~ '[[:cntrl:]]' and length(source) <= 100),
  constraint customers_notes_check check (notes ~ '\S' and length(notes) <= 10000),
  constraint customers_message_consent_at_check check (not message_consent or message_consent_at is not null),
  constraint customers_message_consent_source_check check (
    message_consent_source ~ '\S' and length(message_consent_source) <= 200
  ),
  constraint customers_payment_terms_days_check check (payment_terms_days between 0 and 365),
  constraint customers_referred_by_check check (referred_by <> id),
  constraint customers_custom_fields_check check (
    jsonb_typeof(custom_fields) = 'object' and length(custom_fields::text) <= 32000
  ),
  constraint customers_deleted_check check (deleted_by is null or deleted_at is not null)
);
comment on table public.customers is 'People and companies an organization works for.';
comment on column public.customers.sort_name is
  'The display name as it is compared; lists are ordered by it and the id.';
comment on column public.customers.assigned_to is
  'The member who looks after the customer; makes him a technician''s own.';
comment on column public.customers.message_consent_at is 'When consent to messages was last given or withdrawn.';
comment on column public.customers.locale is 'Language of messages to the customer; null: the organization''s.';
comment on column public.customers.erased_at is 'When the person was made unrecognisable by erasure.';

-- The list, page by page, and the last names, in which one or two typed letters are looked up as well.
create index customers_list_idx on public.customers (org_id, sort_name, id);
create index customers_last_name_idx on public.customers (org_id, (private.search_key(last_name) collate "C"), id)
  where last_name is not null;
-- Leads and inactive customers are few; the active ones are found soon enough in the list itself.
create index customers_status_idx on public.customers (org_id, status, sort_name, id) where status <> 'active';
create index customers_updated_at_idx on public.customers (org_id, updated_at, id);
create index customers_email_idx on public.customers (org_id, email) where email is not null;
create index customers_phone_idx on public.customers (org_id, phone) where phone is not null;
create index customers_assigned_to_idx on public.customers (org_id, assigned_to) where assigned_to is not null;
create index customers_referred_by_idx on public.customers (org_id, referred_by) where referred_by is not null;
create index customers_created_by_idx on public.customers (org_id, created_by) where created_by is not null;
create index customers_deleted_by_idx on public.customers (org_id, deleted_by) where deleted_by is not null;

alter table public.customers enable row level security;

grant select on public.customers to authenticated;
grant insert (
  org_id, kind, first_name, last_name, company_name, email, phone, locale, status, source, notes, do_not_contact,
  message_consent, message_consent_source, payment_terms_days, assigned_to, referred_by, custom_fields
) on public.customers to authenticated;
grant update (
  kind, first_name, last_name, company_name, email, phone, locale, status, source, notes, do_not_contact,
  message_consent, message_consent_source, payment_terms_days, assigned_to, referred_by, custom_fields
) on public.customers to authenticated;

-- What is a technician's own: customers he looks after.
create function private.own_customer_ids() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  me record := private.live_membership();
begin
  return query
    select c.id from public.customers as c where c.org_id = me.org_id and c.assigned_to = me.user_id;
end;
$$;
comment on function private.own_customer_ids() is
  'Customers that count as the caller''s own under scope own. Definer: it reads the table whose policy it serves.';
revoke execute on function private.own_customer_ids() from public;
grant execute on function private.own_customer_ids() to authenticated;

-- Deleted ones stay visible to who may delete, else the deleting update itself would be refused.
create policy customers_select_reader on public.customers for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'customers')) = 'all'
      or (
        (select private.permission_scope('read', 'customers')) = 'own'
        and id in (select private.own_customer_ids())
      )
    )
    and (deleted_at is null or (select private.has_permission('delete', 'customers')))
  );

create policy customers_insert_creator on public.customers for insert to authenticated
  with check (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('create', 'customers')) = 'all'
  );

create policy customers_update_editor on public.customers for update to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('update', 'customers')) = 'all'
      or (
        (select private.permission_scope('update', 'customers')) = 'own'
        and id in (select private.own_customer_ids())
      )
    )
    and deleted_at is null
  )
  with check (org_id = (select private.current_org_id()));

-- Consent is a fact with a time: who sets the answer cannot choose when it was given.
create function private.date_consent() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.message_consent_at := case when new.message_consent then now() end;
  elsif new.message_consent is distinct from old.message_consent then
    new.message_consent_at := now();
  end if;
  return new;
end;
$$;
comment on function private.date_consent() is 'Before a customer is written: the time of a changed consent.';
revoke execute on function private.date_consent() from public;

create trigger date_consent before insert or update of message_consent on public.customers
  for each row execute function private.date_consent();
create trigger forbid_change before update of org_id, id, created_by, created_at on public.customers
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');
create trigger touch_row before update on public.customers
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.customers
  referencing new table as new_rows
  for each statement execute function private.record_changes('customer');
create trigger record_update after update on public.customers
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('customer');
create trigger record_delete after delete on public.customers
  referencing old table as old_rows
  for each statement execute function private.record_changes('customer');
