-- Rights on what stands between an organization and its customers: their links, what they say about a visit, the
-- messages that leave and the words these are made of. The resource names exist from the start. Shipped for new
-- organizations and added to the copies of those that exist.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    ('portal_links', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('feedback', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete', 'export']),
    ('feedback', 'all', array['dispatcher'], array['read', 'update']),
    ('feedback', 'all', array['accountant', 'viewer'], array['read']),
    -- What was said about visits he made himself.
    ('feedback', 'own', array['technician'], array['read']),
    ('notifications', 'all', array['owner', 'admin', 'dispatcher'], array['read', 'create', 'update', 'delete']),
    ('notifications', 'all', array['accountant', 'viewer'], array['read']),
    ('templates', 'all', array['owner', 'admin'], array['read', 'create', 'update', 'delete']),
    ('templates', 'all', array['dispatcher'], array['read'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource in ('portal_links', 'feedback', 'notifications', 'templates')
on conflict on constraint role_permissions_right_key do nothing;
