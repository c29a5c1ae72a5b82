-- Rights on everything that field work brings: hours, photos, signatures, phones and what they send. A technician's reach
-- as far as his own visits. Shipped for new organizations and added to the copies of those that exist.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    (
      'time_entries', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete', 'export']
    ),
    ('time_entries', 'all', array['accountant'], array['read', 'export']),
    ('time_entries', 'all', array['viewer'], array['read']),
    -- What he wrote down himself; correcting hours is the office's.
    ('time_entries', 'own', array['technician'], array['read', 'create']),
    ('photos', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('photos', 'all', array['accountant', 'viewer'], array['read']),
    ('photos', 'own', array['technician'], array['read', 'create', 'update', 'delete']),
    ('signatures', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'update']),
    ('signatures', 'all', array['accountant', 'viewer'], array['read']),
    ('signatures', 'own', array['technician'], array['read', 'create']),
    ('devices', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'update']),
    ('devices', 'own', array['technician'], array['read']),
    ('sync', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update']),
    ('sync', 'own', array['technician'], array['read', 'create', 'update'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource in ('time_entries', 'photos', 'signatures', 'devices', 'sync')
on conflict on constraint role_permissions_right_key do nothing;
