-- The other columns that can hold words, each with the reason why they are nobody's.

insert into private.personal_data_columns (relation, name, person, rule, reason)
select l.relation, c.name, 'none', 'stay', l.reason
from (
  values
    ('public.organizations',
      'name slug legal_name country currency locale time_zone plan brand_color sender_name getting_started phone email '
      'address',
      'The company''s own; goes with it when it is closed.'),
    ('public.business_closures', 'name', 'Names of days.'),
    ('public.checklist_templates', 'name description items', 'Questions asked of everybody.'),
    ('public.crews', 'name', 'Called by the company; a person''s name in it is renamed by hand.'),
    ('public.custom_roles', 'name description rights', 'A role, not a person.'),
    ('public.departments', 'name', 'A part of the company.'),
    ('public.notification_templates', 'event subject body', 'Words to everybody.'),
    ('public.service_types', 'name description currency customer_instructions', 'What is offered.'),
    ('public.service_zones', 'name postcodes polygon', 'Parts of a country.'),
    ('public.skills', 'name description', 'What can be known.'),
    ('public.system_settings', 'category name value', 'How the product behaves.'),
    ('public.tags', 'name', 'Labels for many; who wore one is no longer said.'),
    ('private.api_rate_limits', 'bucket', 'Hashes and counters, gone in minutes.'),
    ('private.audit_seals', 'leaves root previous_hash hash', 'Hashes with a salt.'),
    ('private.audit_verifications', 'findings', 'Ids of lines.'),
    ('private.booking_transitions', 'from_status to_status skipped', 'Shipped with the product.'),
    ('private.keys', 'name value', 'Keys of the installation.'),
    ('private.message_events', 'event variables needs', 'Shipped with the product.'),
    ('private.sync_kinds', 'kind entity', 'Shipped with the product.'),
    ('private.personal_data_columns', 'relation name reason', 'Names of tables and columns.'),
    ('private.personal_data_rows', 'relation predicate', 'Names of tables and columns.')
) as l (relation, names, reason)
cross join lateral regexp_split_to_table(l.names, '\s+') as c (name);
