-- The code of a gate or a key box opens a customer's house. It lies apart from the place, sealed by the app: lists,
-- search, history and whoever reads a place learn that there is one and since when, and nothing else.
alter table public.properties add column gate_code_set_at timestamptz;
comment on column public.properties.gate_code_set_at is
  'Since when the place has its gate code, null without one. The code lies sealed in private.gate_codes.';

create table private.gate_codes (
  org_id uuid not null references public.organizations (id) on delete cascade,
  property_id uuid not null,
  sealed text not null,
  key_number integer not null generated always as (private.sealed_key(sealed)) stored,
  set_at timestamptz not null default now(),
  set_by uuid,
  primary key (org_id, property_id),
  foreign key (org_id, property_id) references public.properties (org_id, id) on delete cascade,
  foreign key (org_id, key_number) references private.organization_keys (org_id, number) on delete cascade,
  foreign key (org_id, set_by) references public.organization_members (org_id, user_id) on delete set null (set_by)
);
comment on table private.gate_codes is 'Gate codes of places, sealed by the app. Nobody is granted it.';
create index gate_codes_key_idx on private.gate_codes (org_id, key_number);
create index gate_codes_set_by_idx on private.gate_codes (org_id, set_by) where set_by is not null;
alter table private.gate_codes enable row level security;
create trigger refuse_plaintext before insert or update of sealed on private.gate_codes
  for each row execute function private.refuse_plaintext('sealed');
create trigger forbid_change before update of org_id, property_id on private.gate_codes
  for each row execute function private.forbid_change('org_id', 'property_id');
insert into private.sealed_columns (table_name, column_name, key_expression)
values ('private.gate_codes', 'sealed', 'property_id::text');

-- The office sees and sets codes by a right of its own. A technician needs none: his phone brings those of his day.
insert into private.default_role_permissions (role, resource, permission, scope)
select role, 'properties', 'manage', 'all'
from unnest(array['owner', 'admin', 'dispatcher']) as role;

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'properties' and d.permission = 'manage'
on conflict on constraint role_permissions_right_key do nothing;

create function private.place_of_code(org uuid, property uuid) returns public.properties
language plpgsql volatile set search_path = ''
as $$
declare
  place public.properties;
begin
  perform private.require_permission('manage', 'properties', 'all');
  select p.* into place from public.properties as p where p.org_id = org and p.id = property for no key update;
  if not found or place.deleted_at is not null and not private.has_permission('delete', 'properties') then
    raise exception 'not_found: There is no such property.' using errcode = 'CO404', hint = 'id';
  end if;
  return place;
end;
$$;
comment on function private.place_of_code(uuid, uuid) is
  'Locks a place for who may see and set gate codes; raises 42501 or CO404.';
revoke execute on function private.place_of_code(uuid, uuid) from public;

create function public.get_gate_code(id uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  place constant public.properties := private.place_of_code(org, get_gate_code.id);
  code private.gate_codes;
begin
  select g.* into code from private.gate_codes as g where g.org_id = org and g.property_id = place.id;
  if not found then
    raise exception 'not_found: This place has no gate code.' using errcode = 'CO404', hint = 'id';
  end if;
  -- Each look is written down: afterwards somebody may ask who knew the code.
  perform private.log_audit_event(org, 'view', 'property', place.id, 'notice', false, array['gate_code']);
  return jsonb_build_object(
    'sealed', code.sealed, 'set_at', code.set_at, 'set_by', (
      select jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email))
      from public.profiles as a
      where a.id = code.set_by
    )
  );
end;
$$;
comment on function public.get_gate_code(uuid) is
  'The sealed gate code of a place {sealed, set_at, set_by}; the look is written into the audit log. '
  'Definer: codes are nobody''s table.';
revoke execute on function public.get_gate_code(uuid) from public, anon;
grant execute on function public.get_gate_code(uuid) to authenticated;

-- The place's own row says since when, and so its history tells who set or took away the code, and never which.
create function public.update_gate_code(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  place public.properties := private.place_of_code(org, update_gate_code.id);
  given constant text := changes ->> 'sealed';
begin
  if place.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(place.version, expected_version);
  if given is null then
    delete from private.gate_codes as g where g.org_id = org and g.property_id = place.id;
  else
    insert into private.gate_codes as g (org_id, property_id, sealed, set_by)
    values (org, place.id, given, private.current_user_id())
    on conflict (org_id, property_id) do update
      set sealed = excluded.sealed, set_by = excluded.set_by, set_at = now();
  end if;
  update public.properties as p
  set gate_code_set_at = case when given is not null then clock_timestamp() end
  where p.org_id = org and p.id = place.id and (given is not null or p.gate_code_set_at is not null)
  returning p.* into place;
  if not found then
    place := private.place_of_code(org, update_gate_code.id);
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(place));
end;
$$;
comment on function public.update_gate_code(uuid, bigint, jsonb) is
  'Sets the gate code of a place to {sealed}, null takes it away; answers the place. '
  'Definer: codes are nobody''s table.';
revoke execute on function public.update_gate_code(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_gate_code(uuid, bigint, jsonb) to authenticated;
