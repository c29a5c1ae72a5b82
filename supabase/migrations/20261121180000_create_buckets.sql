-- Two buckets, both private. `uploads` takes what people send, unchecked, and shows it to nobody. `files` holds what was
-- looked at and made anew; only the worker writes there, with the secret key. The first folder of every name is the
-- organization's id, which is what the policies compare.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values
  (
    'uploads', 'uploads', false, 26214400,
    array['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv', 'text/plain']
  ),
  (
    'files', 'files', false, 52428800,
    array['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv', 'text/plain']
  )
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

-- Who sends a file may add it to a record; whether he may touch the record is asked there. Whoever reads a record
-- reads its files.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, resource, permission, scope
from (
  values
    ('files', 'all', array['owner', 'admin', 'dispatcher', 'accountant'], array['read', 'create']),
    ('files', 'own', array['technician'], array['read', 'create']),
    ('files', 'all', array['viewer'], array['read']),
    (
      'attachments', 'all', array['owner', 'admin', 'dispatcher', 'accountant'],
      array['read', 'create', 'update', 'delete']
    ),
    ('attachments', 'own', array['technician'], array['read', 'create', 'update', 'delete']),
    ('attachments', 'all', array['viewer'], array['read'])
) as lines (resource, scope, roles, permissions)
cross join lateral unnest(lines.roles) as role
cross join lateral unnest(lines.permissions) as permission
on conflict do nothing;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource in ('files', 'attachments')
on conflict on constraint role_permissions_right_key do nothing;
