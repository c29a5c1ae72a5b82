-- Rights on long work: who may see imports, exports and the like, and call them off.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    ('batch_operations', 'all', array['owner', 'admin'], array['read', 'update']),
    -- What they started themselves.
    ('batch_operations', 'own', array['dispatcher', 'accountant'], array['read', 'update'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission
on conflict do nothing;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'batch_operations'
on conflict on constraint role_permissions_right_key do nothing;
