do $$
declare item record;
begin
  for item in
    select p.oid::regprocedure as name from pg_catalog.pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname like 'contract\_%'
  loop execute format('drop function if exists %s cascade', item.name); end loop;
  for item in
    select c.oid::regclass as name, c.relkind from pg_catalog.pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relname like 'contract\_%' and c.relkind in ('r', 'p', 'v')
    order by c.relkind desc
  loop
    if item.relkind = 'v' then execute format('drop view if exists %s cascade', item.name);
    else execute format('drop table if exists %s cascade', item.name); end if;
  end loop;
  drop type if exists public.contract_mood;
  drop domain if exists public.contract_slug;
end $$;
notify pgrst, 'reload schema';
