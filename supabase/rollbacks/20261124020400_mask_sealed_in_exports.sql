-- Undoes "mask sealed in exports".
create or replace function ops.organization_rows(org uuid, relation text, after_row jsonb, most integer) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  key text[];
begin
  perform from ops.organization_tables() as t where t.relation = organization_rows.relation;
  if not found then
    raise exception 'There is no such table in an export.' using errcode = '42501';
  end if;
  select array_agg(format('%I', a.attname) order by k.position) into key
  from pg_catalog.pg_index as i
  cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
  join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indrelid = relation::regclass and i.indisprimary;
  return query execute format(
    'select x.line from (select jsonb_object_agg(c.key, c.value) as line, %4$s from (select t.* from %1$s as t where %2$s '
    'and ($2 is null or (%3$s) > (select %5$s from jsonb_populate_record(null::%1$s, $2) as r)) order by %3$s limit $3) '
    'as t cross join lateral jsonb_each(to_jsonb(t)) as c where c.key = any ($4) group by %3$s order by %3$s) as x',
    relation,
    case relation
      when 'public.organizations' then 't.id = $1'
      when 'public.profiles' then
        't.id in (select m.user_id from public.organization_members as m where m.org_id = $1)'
      else 't.org_id = $1'
    end,
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('r.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p))
  ) using org, after_row, most, private.exported_columns(relation::regclass);
end;
$$;
comment on function ops.organization_rows(uuid, text, jsonb, integer) is
  'The next rows of an organization in a table, by its key, after the row given. '
  'Definer: the worker has no right on any table.';
