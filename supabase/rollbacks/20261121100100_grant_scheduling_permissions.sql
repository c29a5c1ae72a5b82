-- Undoes "grant scheduling permissions": the lines of these resources, shipped and copied. History keeps no line of
-- it: the rights go with the tables they are about.
alter table public.role_permissions disable trigger record_delete;
delete from public.role_permissions where resource in (
  'jobs', 'bookings', 'booking_requests', 'slots', 'holds', 'tags', 'saved_views', 'time_off', 'availability',
  'resources', 'crews', 'skills', 'service_types', 'service_zones', 'checklists', 'hours', 'closures'
);
alter table public.role_permissions enable trigger record_delete;
delete from private.default_role_permissions where resource in (
  'jobs', 'bookings', 'booking_requests', 'slots', 'holds', 'tags', 'saved_views', 'time_off', 'availability',
  'resources', 'crews', 'skills', 'service_types', 'service_zones', 'checklists', 'hours', 'closures'
);
