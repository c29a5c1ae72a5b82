-- Undoes "register impersonal data".
delete from private.personal_data_columns
where relation in (
  'public.organizations', 'public.business_closures', 'public.checklist_templates', 'public.crews',
  'public.custom_roles', 'public.departments', 'public.notification_templates', 'public.service_types',
  'public.service_zones', 'public.skills', 'public.system_settings', 'public.tags', 'private.api_rate_limits',
  'private.audit_seals', 'private.audit_verifications', 'private.booking_transitions', 'private.keys',
  'private.message_events', 'private.sync_kinds', 'private.personal_data_columns', 'private.personal_data_rows'
);
