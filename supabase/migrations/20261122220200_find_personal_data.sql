-- Everything that hangs on one person, by ids: found once, then read, shown or erased table by table as the register
-- says. A person is a customer (with contacts and places), one contact, or a member.

create type private.person_scope as (
  org_id uuid, kind text, id uuid,
  customers uuid[], contacts uuid[], properties uuid[], jobs uuid[], bookings uuid[], kept uuid[], requests uuid[],
  links uuid[], intents uuid[], files uuid[], users uuid[], accounts uuid[], resources uuid[],
  emails text[], phones text[], names text[], entities text[], ids uuid[]
);
comment on type private.person_scope is
  'Ids of what hangs on a person. kept: visits whose signed reports stay; accounts: of users of no other organization; '
  'entities and ids: what history and audit call them.';

insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
values
  (10, 'private.search_documents', 'customer', 'delete', false, 't.customer_id = any (($1).customers)'),
  (11, 'private.geocode_cache', 'customer', 'delete', false, 'true'),
  (20, 'public.activities', 'customer', 'delete', true,
    't.customer_id = any (($1).customers) or t.property_id = any (($1).properties) or t.job_id = any (($1).jobs) '
    'or t.booking_id = any (($1).bookings)'),
  (21, 'public.attachments', 'customer', 'delete', true,
    't.customer_id = any (($1).customers) or t.property_id = any (($1).properties) or t.job_id = any (($1).jobs) '
    'or t.booking_id = any (($1).bookings)'),
  (22, 'public.field_photos', 'customer', 'delete', true, 't.booking_id = any (($1).bookings)'),
  (23, 'public.service_reports', 'customer', 'delete', true,
    't.booking_id = any (($1).bookings) and t.booking_id <> all (($1).kept)'),
  (24, 'public.digital_signatures', 'customer', 'delete', true,
    't.booking_id = any (($1).bookings) and t.booking_id <> all (($1).kept)'),
  (30, 'public.customer_feedback', 'customer', 'change', true, 't.customer_id = any (($1).customers)'),
  (31, 'public.customer_portal_views', 'customer', 'delete', true, 't.access_id = any (($1).links)'),
  (32, 'private.customer_portal_tokens', 'customer', 'delete', false, 't.access_id = any (($1).links)'),
  (33, 'private.portal_codes', 'customer', 'delete', false, 't.access_id = any (($1).links)'),
  (34, 'private.portal_operations', 'customer', 'delete', false, 't.access_id = any (($1).links)'),
  (35, 'private.portal_sessions', 'customer', 'delete', false, 't.access_id = any (($1).links)'),
  (36, 'public.customer_portal_access', 'customer', 'delete', true, 't.id = any (($1).links)'),
  (37, 'public.notifications', 'customer', 'delete', true,
    't.intent_id = any (($1).intents) or t.recipient = any (($1).emails)'),
  (38, 'public.notification_intents', 'customer', 'delete', true, 't.id = any (($1).intents)'),
  (39, 'private.online_booking_operations', 'customer', 'delete', false,
    't.visitor in (select o.visitor from private.online_bookings as o where o.org_id = ($1).org_id '
    'and (o.booking_id = any (($1).bookings) or o.request_id = any (($1).requests) '
    'or lower(o.details ->> ''email'') = any (($1).emails)))'),
  (40, 'private.online_bookings', 'customer', 'delete', false,
    't.booking_id = any (($1).bookings) or t.request_id = any (($1).requests) '
    'or lower(t.details ->> ''email'') = any (($1).emails)'),
  (50, 'public.job_checklists', 'customer', 'change', true, 't.job_id = any (($1).jobs)'),
  (51, 'public.time_entries', 'customer', 'change', true, 't.booking_id = any (($1).bookings)'),
  (52, 'public.offline_sync_queue', 'customer', 'change', false,
    't.booking_id = any (($1).bookings) or t.entity_id = any (($1).ids)'),
  (53, 'public.booking_status_history', 'customer', 'change', true, 't.booking_id = any (($1).bookings)'),
  (54, 'public.bookings', 'customer', 'change', true, 't.id = any (($1).bookings)'),
  (55, 'public.resource_occupancy', 'customer', 'change', false, 't.booking_id = any (($1).bookings)'),
  (56, 'public.jobs', 'customer', 'change', true, 't.id = any (($1).jobs)'),
  (57, 'public.booking_requests', 'customer', 'change', true, 't.id = any (($1).requests)'),
  (58, 'public.job_tags', 'customer', 'delete', false, 't.job_id = any (($1).jobs)'),
  (59, 'public.customer_tags', 'customer', 'delete', true, 't.customer_id = any (($1).customers)'),
  (60, 'public.sample_records', 'customer', 'delete', false, 't.customer_id = any (($1).customers)'),
  (61, 'public.properties', 'customer', 'change', true, 't.id = any (($1).properties)'),
  (62, 'public.customer_contacts', 'customer', 'change', true, 't.id = any (($1).contacts)'),
  (63, 'public.customers', 'customer', 'change', true, 't.id = any (($1).customers)'),
  (70, 'public.file_storage', 'customer', 'delete', true, 't.id = any (($1).files)'),
  (10, 'private.search_documents', 'contact', 'delete', false, 't.contact_id = any (($1).contacts)'),
  (37, 'public.notifications', 'contact', 'delete', true, 't.recipient = any (($1).emails)'),
  (62, 'public.customer_contacts', 'contact', 'change', true, 't.id = any (($1).contacts)'),
  (20, 'public.user_permissions', 'member', 'delete', true, 't.user_id = any (($1).users)'),
  (21, 'public.user_roles', 'member', 'delete', true, 't.user_id = any (($1).users)'),
  (22, 'public.saved_views', 'member', 'delete', true, 't.user_id = any (($1).users) and not t.is_shared'),
  (23, 'private.invitation_tokens', 'member', 'delete', false,
    't.invitation_id in (select i.id from public.organization_invitations as i where i.org_id = ($1).org_id '
    'and (i.accepted_by = any (($1).users) or i.email = any (($1).emails)))'),
  (24, 'public.organization_invitations', 'member', 'delete', true,
    't.accepted_by = any (($1).users) or t.email = any (($1).emails)'),
  (25, 'private.session_organizations', 'member', 'delete', false, 't.user_id = any (($1).users)'),
  (37, 'public.notifications', 'member', 'delete', true,
    't.intent_id = any (($1).intents) or t.recipient = any (($1).emails)'),
  (38, 'public.notification_intents', 'member', 'delete', true, 't.id = any (($1).intents)'),
  (50, 'public.resource_time_off', 'member', 'delete', true, 't.resource_id = any (($1).resources)'),
  (51, 'public.resource_skills', 'member', 'change', true, 't.resource_id = any (($1).resources)'),
  (52, 'public.time_entries', 'member', 'change', true, 't.resource_id = any (($1).resources)'),
  (53, 'public.devices', 'member', 'change', true, 't.user_id = any (($1).users)'),
  (54, 'public.bookable_resources', 'member', 'change', true, 't.id = any (($1).resources)'),
  (60, 'public.organization_members', 'member', 'keep', true, 't.user_id = any (($1).users)'),
  (61, 'public.profiles', 'member', 'change', true, 't.id = any (($1).accounts)'),
  (70, 'public.file_storage', 'member', 'delete', true, 't.id = any (($1).files)');

-- What history, audit and the traces of requests know of any of them.
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
select l.position, l.relation, p.person, l.action, l.is_exported, l.predicate
from (
  values
    (90, 'public.audit_logs', 'audit', false,
      '(t.entity = any (($1).entities) and t.entity_id = any (($1).ids)) '
      'or (t.actor_kind = ''portal'' and t.actor_id = any (($1).links))'),
    (91, 'private.change_log', 'change', true,
      't.entity = any (($1).entities) and t.entity_id = any (($1).ids)'),
    (92, 'private.outbox', 'delete', false, 't.entity_id = any (($1).ids)'),
    (93, 'private.idempotency', 'delete', false,
      't.scope = ($1).org_id and (t.principal = any (select ''user:'' || u from unnest(($1).users) as u) '
      'or exists (select from regexp_matches(t.answer::text, ''[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'', ''g'') '
      'as m (found) where m.found[1]::uuid = any (($1).ids)))'),
    (94, 'private.background_jobs', 'change', false,
      't.last_error is not null and exists (select from jsonb_each_text(t.payload) as p (name, value) '
      'where p.value = any (($1).ids::text[]))'),
    (95, 'private.api_requests', 'delete', false,
      't.principal = any (select ''user:'' || u from unnest(($1).users) as u) '
      'or t.principal = any (select ''portal:'' || l from unnest(($1).links) as l)')
) as l (position, relation, action, is_exported, predicate)
cross join (values ('customer'), ('contact'), ('member')) as p (person);

-- Of parts of the product that may be rolled back one by one.
insert into private.personal_data_rows (position, relation, person, action, is_exported, predicate)
select l.position, l.relation, 'customer', 'delete', false, l.predicate
from (
  values
    (12, 'private.import_rows',
      't.customer_id = any (($1).customers) or (t.customer ->> ''email'') = any (($1).emails) '
      'or (t.customer ->> ''phone'') = any (($1).phones)'),
    (13, 'private.gate_codes', 't.property_id = any (($1).properties)')
) as l (position, relation, predicate)
where to_regclass(l.relation) is not null;
