-- Whoever founds a company says its trade on the second screen, when the first has made it already. As long as nothing
-- of the presets was touched or used, another trade brings its own; afterwards they are the company's and stay.

create function private.are_presets_untouched(org uuid) returns boolean
language sql stable set search_path = ''
as $$
  select coalesce(max(p.version) = 1 and count(distinct p.created_at) = 1 and count(p.deleted_at) = 0, true)
    and not exists (select from public.jobs as j where j.org_id = org)
    and not exists (select from public.resource_skills as s where s.org_id = org)
  from (
    select t.version, t.created_at, t.deleted_at from public.service_types as t where t.org_id = org
    union all
    select s.version, s.created_at, s.deleted_at from public.skills as s where s.org_id = org
    union all
    select c.version, c.created_at, c.deleted_at from public.checklist_templates as c where c.org_id = org
  ) as p
$$;
comment on function private.are_presets_untouched(uuid) is
  'Whether services, skills and checklists are one copy of the presets as it was made, and nothing uses them.';
revoke execute on function private.are_presets_untouched(uuid) from public;

create function private.follow_the_trade() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  org uuid;
begin
  for org in
    select n.id
    from new_rows as n
    join old_rows as o on o.id = n.id
    where n.trade <> o.trade and private.are_presets_untouched(n.id)
  loop
    delete from public.service_types as t where t.org_id = org;
    delete from public.skills as s where s.org_id = org;
    delete from public.checklist_templates as c where c.org_id = org;
    -- Hours that somebody changed by a minute are nobody's preset any more.
    delete from public.business_hours as h
    where h.org_id = org and not exists (
      select from (
        select b.weekday, b.opens, b.closes from public.business_hours as b where b.org_id = org
        except
        select d.weekday, d.opens, d.closes
        from private.default_hours as d
        join old_rows as o on o.id = org and o.trade = d.trade
      ) as own
    );
    perform private.copy_default_presets(org);
  end loop;
  return null;
end;
$$;
comment on function private.follow_the_trade() is
  'After a changed trade: the presets of the new one, where those of the old are untouched. '
  'Definer: who changes the trade need not be allowed to delete services, and presets are no work of his.';
revoke execute on function private.follow_the_trade() from public;

create trigger follow_the_trade after update on public.organizations
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.follow_the_trade();
