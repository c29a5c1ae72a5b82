-- A change of a role that is refused is told so. A code that ends in 000 stands for its whole class: catching it also
-- caught every refusal of ours, and a change that asked for a right there is not was answered as done.
create or replace function public.update_role(
  id uuid, expected_version bigint, changes jsonb, check_only boolean default false
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  role public.custom_roles;
  effects jsonb;
begin
  perform private.require_permission('update', 'roles', 'all');
  role := private.lock_role(org, update_role.id);
  if role.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(role.version, expected_version);
  begin
    effects := private.write_role(org, role, changes);
    if check_only then
      raise exception 'taken back' using errcode = 'CO001';
    end if;
  exception
    when sqlstate 'CO001' then
      null;
  end;
  return jsonb_build_object(
    'status', 200, 'data', private.role_answer(org, role.id) || jsonb_build_object('effects', effects)
  );
end;
$$;
