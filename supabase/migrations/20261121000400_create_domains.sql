-- The words of the permission system. Domains over text, not enums: equality on text is leak-proof, so that a policy
-- or filter on such a column may use an index under row security, and a new word needs no type change.
create domain public.permission_type as text
  constraint permission_type_check check (
    value in ('read', 'create', 'update', 'delete', 'assign', 'approve', 'export', 'manage')
  );
comment on domain public.permission_type is 'What may be done with a resource.';

-- The API's resource names with underscores. The list is complete from the start: an API key's scope and a role are
-- written in these words, and a word that vanishes later would be a breaking change.
create domain public.resource_type as text
  constraint resource_type_check check (
    value in (
      'customers', 'contacts', 'properties', 'tags', 'jobs', 'bookings', 'booking_requests', 'resources', 'crews',
      'skills', 'availability', 'time_off', 'hours', 'closures', 'saved_views', 'slots', 'holds', 'suggestions',
      'service_types', 'service_zones', 'service_plans', 'price_book', 'estimates', 'invoices', 'payments',
      'expenses', 'equipment', 'vehicles', 'inventory', 'suppliers', 'purchase_orders', 'time_entries',
      'job_materials', 'mileage_logs', 'mileage_rates', 'gps', 'devices', 'routes', 'photos', 'signatures',
      'checklists', 'files', 'attachments', 'portal_links', 'feedback', 'conversations', 'chats', 'tasks',
      'notifications', 'templates', 'preferences', 'automation_rules', 'webhooks', 'api_keys', 'integrations',
      'feeds', 'organizations', 'members', 'invitations', 'departments', 'roles', 'permissions', 'audit_logs',
      'reports', 'imports', 'exports', 'batch_operations', 'custom_fields', 'settings', 'sync'
    )
  );
comment on domain public.resource_type is 'What a permission is about: one word per business noun, as in the API.';

create domain public.activity_type as text
  constraint activity_type_check check (
    value in (
      'login', 'logout', 'create', 'update', 'delete', 'restore', 'view', 'export', 'import', 'approve', 'assign',
      'invite', 'accept', 'revoke', 'switch'
    )
  );
comment on domain public.activity_type is 'What happened, in the audit log.';
