-- Where people's data lie, column by column, and what erasing does with each. A column that can hold words and is not
-- in this register fails the catalogue test, so no place is forgotten. Export, preview and erasure of a person read
-- the register themselves: what it says is what happens.

create table private.personal_data_columns (
  relation text not null,
  name text not null,
  person text not null,
  rule text not null,
  reason text not null,
  primary key (relation, name),
  constraint personal_data_columns_relation_check check (relation ~ '^[a-z_]+\.[a-z_]+$'),
  constraint personal_data_columns_person_check check (person in ('customer', 'member', 'both', 'none')),
  constraint personal_data_columns_rule_check check (rule in ('clear', 'word', 'empty', 'row', 'stay')),
  constraint personal_data_columns_none_check check (person <> 'none' or rule = 'stay')
);
comment on table private.personal_data_columns is
  'Each column that can hold words: whose they are and what erasing does with them.';
comment on column private.personal_data_columns.person is 'Whose data it holds; none: nobody''s, reason says why.';
comment on column private.personal_data_columns.rule is
  'clear: becomes null; word: a fixed word takes its place; empty: {} or []; row: goes with its row; stay: is kept, '
  'reason says why.';
alter table private.personal_data_columns enable row level security;

create table private.personal_data_rows (
  relation text not null,
  person text not null,
  position integer not null,
  action text not null,
  predicate text not null,
  is_exported boolean not null,
  primary key (relation, person),
  constraint personal_data_rows_person_check check (person in ('customer', 'contact', 'member')),
  constraint personal_data_rows_action_check check (action in ('delete', 'change', 'audit', 'keep'))
);
comment on table private.personal_data_rows is
  'How the rows of a kind of person are found in a table, in the order of erasing, and what becomes of them.';
comment on column private.personal_data_rows.predicate is
  'SQL about the row t and ($1), a private.person_scope. Written by migrations only.';
comment on column private.personal_data_rows.action is
  'delete: the row goes; change: its columns follow their rules; audit: the line stays and says that it was erased; '
  'keep: nothing changes, the row is only shown and exported.';
comment on column private.personal_data_rows.is_exported is 'Whether the person gets the rows when asking for a copy.';
alter table private.personal_data_rows enable row level security;

insert into private.personal_data_columns (relation, name, person, rule, reason)
select l.relation, c.name, l.person, l.rule, l.reason
from (
  values
    -- A customer and what belongs to one.
    ('public.customers', 'customer', 'word', 'first_name last_name company_name', 'Who it is.'),
    ('public.customers', 'customer', 'clear', 'email phone locale source notes message_consent_source',
      'How the person is reached and what was noted.'),
    ('public.customers', 'customer', 'empty', 'custom_fields', 'Whatever a company keeps of its customers.'),
    ('public.customer_contacts', 'customer', 'word', 'name', 'Who it is.'),
    ('public.customer_contacts', 'customer', 'clear', 'role_title email phone notes', 'How the person is reached.'),
    ('public.properties', 'customer', 'word', 'line1 city', 'Where the person lives.'),
    ('public.properties', 'customer', 'clear', 'name line2 region postcode lat lng access_notes',
      'Where the person lives.'),
    ('public.properties', 'customer', 'empty', 'custom_fields', 'Whatever a company keeps of a place.'),
    ('public.properties', 'none', 'stay', 'country time_zone', 'Millions share it; figures by country stay right.'),
    ('private.search_documents', 'customer', 'row', 'document', 'Name, address and reach, to be found by.'),
    ('private.geocode_cache', 'customer', 'row', 'query places', 'Addresses that were looked up.'),
    -- The work that was done.
    ('public.jobs', 'customer', 'word', 'title status_reason', 'Free words about the person''s matter.'),
    ('public.jobs', 'customer', 'clear', 'description wishes', 'Free words about the person''s matter.'),
    ('public.bookings', 'customer', 'word', 'status_reason outcome_reason overlap_reason',
      'Free words about the person''s matter, where the state needs some.'),
    ('public.bookings', 'customer', 'clear', 'instructions told_reason', 'Free words about the person''s matter.'),
    ('public.bookings', 'none', 'stay', 'number assigned', 'A number, and who went there by id.'),
    ('public.jobs', 'none', 'stay', 'number', 'A number.'),
    ('public.booking_status_history', 'customer', 'word', 'reason', 'Free words about the person''s matter.'),
    ('public.booking_status_history', 'none', 'stay', 'from_status to_status skipped waived', 'Fixed words.'),
    ('public.resource_occupancy', 'customer', 'word', 'overlap_reason', 'Free words about the person''s matter.'),
    ('public.booking_requests', 'customer', 'word', 'name declined_reason', 'Who asked, and what was answered.'),
    ('public.booking_requests', 'customer', 'clear',
      'phone email line1 line2 city region postcode lat lng description wishes locale', 'Who asked, for what.'),
    ('public.booking_requests', 'customer', 'empty', 'preferred', 'When the person has time.'),
    ('public.booking_requests', 'none', 'stay', 'number country', 'A number, and what millions share.'),
    ('public.activities', 'customer', 'row', 'body', 'Notes, calls and messages.'),
    ('public.attachments', 'customer', 'row', 'caption', 'What a picture or paper shows.'),
    ('public.field_photos', 'customer', 'row', 'caption lat lng sha256 item_key', 'Pictures of the person''s place.'),
    ('public.file_storage', 'customer', 'row', 'name declared_sha256 sha256 path variants',
      'The files; their bytes go by the worker.'),
    ('public.job_checklists', 'customer', 'empty', 'answers', 'What was found at the person''s place.'),
    ('public.job_checklists', 'none', 'stay', 'name items', 'The questions, which are everybody''s.'),
    ('public.digital_signatures', 'customer', 'row',
      'signer_name absent_reason report report_sha256 ip user_agent',
      'The signed report; while the law asks for it, it stays whole, or it would prove nothing.'),
    ('public.service_reports', 'customer', 'row', 'document_sha256 error', 'The report as a document.'),
    ('public.time_entries', 'both', 'clear', 'note correction_reason', 'Free words about a visit or who made it.'),
    ('public.offline_sync_queue', 'customer', 'empty', 'payload detail office_version', 'What a phone sent.'),
    ('public.offline_sync_queue', 'customer', 'clear', 'decision_reason', 'Free words about a visit.'),
    ('public.offline_sync_queue', 'none', 'stay', 'kind entity code', 'Fixed words.'),
    -- Links, messages, bookings by the person himself.
    ('public.customer_feedback', 'customer', 'word', 'comment reply flag_reason',
      'Words of the person and about him; the stars stay, as nobody''s.'),
    ('public.customer_portal_access', 'customer', 'row', 'scopes', 'Goes with the link.'),
    ('public.customer_portal_views', 'customer', 'row', 'user_agent', 'When a link was looked at, with what.'),
    ('private.customer_portal_tokens', 'customer', 'row', 'token_hash prefix', 'Opens a link.'),
    ('private.portal_codes', 'customer', 'row', 'code_hash', 'Opens a link.'),
    ('private.portal_sessions', 'customer', 'row', 'secret_hash user_agent', 'Who has a link open.'),
    ('private.portal_operations', 'customer', 'row', 'answer', 'What was done by a link.'),
    ('public.notification_intents', 'both', 'row', 'event dedupe_key data told', 'What somebody was told.'),
    ('public.notifications', 'both', 'row', 'event recipient message_id subject error', 'Mails to the person.'),
    ('private.online_bookings', 'customer', 'row', 'visitor ip_hash place details code_hash',
      'What a visitor of the booking page said of himself.'),
    ('private.online_booking_operations', 'customer', 'row', 'visitor fingerprint answer',
      'What a visitor was answered.'),
    ('public.booking_holds', 'none', 'stay', 'principal', 'An id, for minutes.'),
    -- Members and those who do the work.
    ('public.profiles', 'member', 'word', 'name', 'Who it is.'),
    ('public.profiles', 'member', 'clear', 'email phone avatar_path time_zone', 'How the person is reached.'),
    ('public.profiles', 'member', 'empty', 'metadata', 'What the person set.'),
    ('public.profiles', 'none', 'stay', 'locale', 'Millions share it.'),
    ('public.organization_invitations', 'member', 'row', 'email message send_error', 'Who was invited.'),
    ('private.invitation_tokens', 'member', 'row', 'token_hash', 'Opens an invitation.'),
    ('public.bookable_resources', 'member', 'word', 'name', 'Who does the work.'),
    ('public.bookable_resources', 'member', 'clear', 'email phone home_address home_lat home_lng notes',
      'How the person is reached and where he lives.'),
    ('public.bookable_resources', 'none', 'stay', 'time_zone', 'Millions share it.'),
    ('public.resource_skills', 'member', 'clear', 'certificate_number', 'A paper in the person''s name.'),
    ('public.resource_time_off', 'member', 'row', 'note', 'When the person was ill or away.'),
    ('public.devices', 'member', 'word', 'name', 'People call phones by their own names.'),
    ('public.devices', 'none', 'stay', 'app_version', 'A version.'),
    ('public.saved_views', 'member', 'row', 'list name query columns', 'What the person looked for.'),
    ('public.user_permissions', 'member', 'row', 'reason', 'Why the person may do something.'),
    -- The record of what happened.
    ('private.change_log', 'both', 'clear', 'old new', 'Values before and after each edit.'),
    ('private.change_log', 'none', 'stay', 'entity changed correlation_id', 'Names of tables, columns and requests.'),
    ('public.audit_logs', 'both', 'clear', 'ip user_agent path correlation_id salt',
      'From where; the line stays with its leaf, by which the seal still proves it.'),
    ('public.audit_logs', 'none', 'stay', 'entity changed method leaf', 'Fixed words, and a hash without its salt.'),
    ('private.outbox', 'both', 'row', 'type entity data', 'Ids and names of columns.'),
    ('private.idempotency', 'both', 'row', 'principal key fingerprint operation answer',
      'What was answered, for a day.'),
    ('private.background_jobs', 'both', 'clear', 'last_error', 'A mail server''s words may hold an address.'),
    ('private.background_jobs', 'none', 'stay', 'kind payload leased_by', 'Fixed words and ids.'),
    ('private.api_requests', 'both', 'row', 'principal method route ip request_id', 'Who called, from where.')
) as l (relation, person, rule, names, reason)
cross join lateral regexp_split_to_table(l.names, '\s+') as c (name);
