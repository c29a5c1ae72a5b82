-- Rights on everything that planning brings: what is planned (jobs, visits, requests), who is planned (resources,
-- crews, their hours) and by which rules (service types, zones, hours). Shipped for new organizations and added to the
-- copies of those that exist.

-- A line per resource: which roles may do what. "manage" of bookings is a deliberate overlap, "approve" reopening one.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    (
      'jobs', 'all', array['owner', 'admin', 'dispatcher'],
      array['read', 'create', 'update', 'delete', 'assign', 'approve', 'export', 'manage']
    ),
    (
      'bookings', 'all', array['owner', 'admin', 'dispatcher'],
      array['read', 'create', 'update', 'delete', 'assign', 'approve', 'export', 'manage']
    ),
    ('jobs', 'all', array['accountant', 'viewer'], array['read']),
    ('bookings', 'all', array['accountant', 'viewer'], array['read']),
    ('jobs', 'own', array['technician'], array['read']),
    -- He reports how far he is; moving a visit is the office's.
    ('bookings', 'own', array['technician'], array['read', 'update']),
    (
      'booking_requests', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']
    ),
    ('slots', 'all', array['owner', 'admin', 'dispatcher'], array['read']),
    ('holds', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('tags', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('tags', 'all', array['accountant', 'viewer', 'technician'], array['read']),
    ('saved_views', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('saved_views', 'own', array['accountant', 'viewer', 'technician'], array['read', 'create', 'update', 'delete']),
    ('time_off', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('time_off', 'all', array['accountant', 'viewer'], array['read']),
    ('time_off', 'own', array['technician'], array['read', 'create']),
    ('availability', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('availability', 'all', array['accountant', 'viewer'], array['read']),
    ('availability', 'own', array['technician'], array['read']),
    ('resources', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('resources', 'all', array['accountant', 'viewer'], array['read']),
    ('resources', 'own', array['technician'], array['read']),
    ('crews', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('crews', 'all', array['accountant', 'viewer'], array['read']),
    ('crews', 'own', array['technician'], array['read']),
    ('skills', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('skills', 'all', array['dispatcher', 'accountant', 'viewer', 'technician'], array['read']),
    ('service_types', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('service_types', 'all', array['dispatcher', 'accountant', 'viewer', 'technician'], array['read']),
    ('service_zones', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('service_zones', 'all', array['dispatcher', 'accountant', 'viewer'], array['read']),
    ('checklists', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('checklists', 'all', array['dispatcher', 'accountant', 'viewer', 'technician'], array['read']),
    ('hours', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('hours', 'all', array['dispatcher', 'accountant', 'viewer', 'technician'], array['read']),
    ('closures', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('closures', 'all', array['dispatcher', 'accountant', 'viewer', 'technician'], array['read'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
on conflict on constraint role_permissions_right_key do nothing;
