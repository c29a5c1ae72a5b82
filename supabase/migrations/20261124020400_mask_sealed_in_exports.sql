-- A setting that is a secret is a row as any other is, so the export of a company held its sealed text. It opens nothing
-- outside, and is a company's password all the same: the archive says that there is one.
create or replace function ops.organization_rows(org uuid, relation text, after_row jsonb, most integer) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  key text[];
  sealed constant text[] := array(
    select c.column_name || '~' from private.sealed_columns as c where c.table_name = organization_rows.relation
  );
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
    'as t cross join lateral jsonb_each(%6$s) as c where c.key = any ($4) group by %3$s order by %3$s) as x',
    relation,
    case relation
      when 'public.organizations' then 't.id = $1'
      when 'public.profiles' then
        't.id in (select m.user_id from public.organization_members as m where m.org_id = $1)'
      else 't.org_id = $1'
    end,
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('r.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    case when sealed = '{}' then 'to_jsonb(t)' else format('private.masked(to_jsonb(t), %L)', sealed) end
  ) using org, after_row, most, private.exported_columns(relation::regclass);
end;
$$;
comment on function ops.organization_rows(uuid, text, jsonb, integer) is
  'The next rows of an organization in a table, by its key, after the row given; what is sealed is masked. '
  'Definer: the worker has no right on any table.';
