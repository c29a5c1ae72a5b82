-- What a customer agreed to and took back: who wrote it down, when it was said, how it came, in which words. A switch
-- on the customer tells what holds now; a regulator asks how one knows. Lines are only added.

create table public.consent_records (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  customer_id uuid not null,
  purpose text not null,
  is_given boolean not null,
  decided_at timestamptz not null default now(),
  source text not null,
  note text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint consent_records_purpose_check check (purpose in ('messages', 'marketing', 'photos', 'reviews')),
  constraint consent_records_source_check check (
    source in ('phone', 'in_person', 'paper', 'email', 'web', 'import', 'other')
  ),
  constraint consent_records_note_check check (note ~ '\S' and length(note) <= 1000),
  constraint consent_records_decided_at_check check (decided_at <= created_at + interval '5 minutes')
);
comment on table public.consent_records is 'What customers agreed to or took back, line by line; the last one of a purpose holds.';
comment on column public.consent_records.source is 'How the customer said it.';

create index consent_records_customer_idx on public.consent_records (org_id, customer_id, decided_at desc, id desc);
create index consent_records_created_by_idx on public.consent_records (org_id, created_by);

alter table public.consent_records enable row level security;

grant select on public.consent_records to authenticated;

create policy consent_records_select_reader on public.consent_records for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'customers')) = 'all'
      or (
        (select private.permission_scope('read', 'customers')) = 'own'
        and customer_id in (select private.own_customer_ids())
      )
    )
  );

create trigger forbid_change before update of org_id, id, created_by, created_at on public.consent_records
  for each row execute function private.forbid_change('org_id', 'id', 'created_by', 'created_at');

insert into private.personal_data_columns (relation, name, person, rule, reason)
values ('public.consent_records', 'note', 'customer', 'row', 'What the person said.');
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values (14, 'public.consent_records', 'customer', 'delete', true, 't.customer_id = any (($1).customers)');

-- What the switch already says is taken over with what is known of it.
insert into public.consent_records (org_id, customer_id, purpose, is_given, decided_at, source, note)
select c.org_id, c.id, 'messages', c.message_consent, c.message_consent_at, 'other', c.message_consent_source
from public.customers as c
where c.message_consent_at is not null;

-- Whoever turns the switch, a form, an import or a program, leaves a line; create_consent has written its own. An
-- erased customer's switch is turned off by the erasure and says nothing of him.
create function private.note_message_consent() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if current_setting('callout.consent', true) = 'written' then
    return null;
  end if;
  if tg_op = 'INSERT' then
    insert into public.consent_records (org_id, customer_id, purpose, is_given, source, note, created_by)
    select
      n.org_id, n.id, 'messages', true, case n.source when 'import' then 'import' else 'other' end,
      n.message_consent_source, n.created_by
    from new_rows as n
    where n.message_consent;
  else
    insert into public.consent_records (org_id, customer_id, purpose, is_given, source, note, created_by)
    select
      n.org_id, n.id, 'messages', n.message_consent, 'other',
      case when n.message_consent then n.message_consent_source end, m.user_id
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id and o.message_consent <> n.message_consent
    left join public.organization_members as m on m.org_id = n.org_id and m.user_id = private.uuid_claim('sub')
    where n.erased_at is null;
  end if;
  return null;
end;
$$;
comment on function private.note_message_consent() is
  'After a customer''s consent to messages changed: the line of it. Definer: records are written by functions only.';
revoke execute on function private.note_message_consent() from public;

create trigger note_message_consent_insert after insert on public.customers
  referencing new table as new_rows
  for each statement execute function private.note_message_consent();
create trigger note_message_consent_update after update on public.customers
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.note_message_consent();

create function private.consent_row(r public.consent_records) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', r.id, 'customer_id', r.customer_id, 'purpose', r.purpose, 'is_given', r.is_given,
    'decided_at', r.decided_at, 'source', r.source, 'note', r.note, 'created_at', r.created_at,
    'recorded_by', (
      select jsonb_build_object('id', p.id, 'name', p.name) from public.profiles as p where p.id = r.created_by
    )
  );
end;
$$;
comment on function private.consent_row(public.consent_records) is 'A line as the API shows it.';
revoke execute on function private.consent_row(public.consent_records) from public;

create function public.list_consents(customer uuid) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'customers');
begin
  perform from public.customers as c
  where c.org_id = org and c.id = customer
    and (scope = 'all' or c.id in (select private.own_customer_ids()))
    and (c.deleted_at is null or private.has_permission('delete', 'customers'));
  if not found then
    raise exception 'not_found: There is no such customer.' using errcode = 'CO404', hint = 'id';
  end if;
  return query
    select private.consent_row(r)
    from public.consent_records as r
    where r.org_id = org and r.customer_id = customer
    order by r.decided_at desc, r.id desc
    limit 200;
end;
$$;
comment on function public.list_consents(uuid) is
  'What a customer agreed to and took back, the latest first. Definer: it names who wrote a line, also a former member.';
revoke execute on function public.list_consents(uuid) from public, anon;
grant execute on function public.list_consents(uuid) to authenticated;

-- What holds now: the last word, also where an older one is written down later.
create function private.consent_holds(org uuid, customer uuid, purpose text) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select r.is_given
    from public.consent_records as r
    where r.org_id = org and r.customer_id = customer and r.purpose = consent_holds.purpose
    order by r.decided_at desc, r.id desc
    limit 1
  ), false);
end;
$$;
comment on function private.consent_holds(uuid, uuid, text) is 'Whether a customer agrees to a purpose at present.';
revoke execute on function private.consent_holds(uuid, uuid, text) from public;

create function public.create_consent(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  customer public.customers := private.lock_customer(org, (payload ->> 'customer_id')::uuid, 'update', 'customers');
  answer constant jsonb := private.claim_idempotency('create_consent', payload, org);
  about constant text := payload ->> 'purpose';
  before constant boolean := private.consent_holds(org, customer.id, about);
  made public.consent_records;
  after boolean;
begin
  if answer is not null then
    return answer;
  end if;
  if customer.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  insert into public.consent_records (org_id, customer_id, purpose, is_given, decided_at, source, note, created_by)
  values (
    org, customer.id, about, (payload ->> 'is_given')::boolean,
    coalesce((payload ->> 'decided_at')::timestamptz, now()), payload ->> 'source', payload ->> 'note',
    private.current_user_id()
  )
  returning * into made;
  after := private.consent_holds(org, customer.id, about);
  if about = 'messages' then
    perform set_config('callout.consent', 'written', true);
    update public.customers as c set message_consent = after
    where c.org_id = org and c.id = customer.id and c.message_consent <> after;
    perform set_config('callout.consent', '', true);
  elsif before <> after then
    update public.customers as c set version = c.version + 1, updated_at = now()
    where c.org_id = org and c.id = customer.id
    returning * into customer;
    perform private.record_link_change(
      org, 'customer', customer.id, customer.version, 'consent_' || about, to_jsonb(before), to_jsonb(after)
    );
  end if;
  return private.remember_answer(org, 201, private.consent_row(made));
end;
$$;
comment on function public.create_consent(jsonb) is
  '{customer_id, purpose, is_given, source, decided_at?, note?}: writes down what a customer said; the switch for '
  'messages follows. Definer: records are written by functions only.';
revoke execute on function public.create_consent(jsonb) from public, anon;
grant execute on function public.create_consent(jsonb) to authenticated;
