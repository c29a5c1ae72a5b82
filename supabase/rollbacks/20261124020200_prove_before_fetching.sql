-- Undoes "prove before fetching".
create or replace function private.can_read_export(name text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  reach constant text := private.permission_scope('read', 'batch_operations');
begin
  return exists (
    select
    from public.batch_operations as b
    where b.org_id = private.current_org_id()
      and b.org_id = private.to_uuid(split_part(can_read_export.name, '/', 1))
      and b.id = private.to_uuid(split_part(can_read_export.name, '/', 2))
      and b.result #>> '{file,bucket}' = 'exports'
      and b.result #>> '{file,path}' = can_read_export.name
      and (reach = 'all' or reach = 'own' and b.created_by = private.current_user_id())
      and private.may_fetch_export(b)
  );
end;
$$;
comment on function private.can_read_export(text) is
  'Whether the object is the file of an operation the caller may see. '
  'Definer: it serves a policy; nobody is granted batch operations.';

create or replace function public.open_batch_file(operation uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  found_one constant public.batch_operations := private.find_batch_operation('read', operation, false);
begin
  if not private.may_fetch_export(found_one) then
    raise exception 'not_found: There is no file here, or not any more.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.log_audit_event(
    found_one.org_id, 'export', 'batch_operation', found_one.id, 'notice', true, array['file']
  );
  return found_one.result -> 'file';
end;
$$;
comment on function public.open_batch_file(uuid) is
  'Where the file of a long work lies: {bucket, path, name, mime, bytes}; notes who fetches it. '
  'Definer: nobody is granted batch operations.';
