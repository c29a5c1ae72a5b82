-- One expression over all kinds again.

create or replace function private.record_title(org uuid, entity text, record uuid) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return case
    when entity = 'customer' then
      (select c.display_name from public.customers as c where c.org_id = org and c.id = record)
    when entity = 'property' then
      (select p.line1 from public.properties as p where p.org_id = org and p.id = record)
    when entity = 'contact' then
      (select c.name from public.customer_contacts as c where c.org_id = org and c.id = record)
    when entity = 'booking' then
      (select b.number from public.bookings as b where b.org_id = org and b.id = record)
    when entity = 'job' then (select j.number from public.jobs as j where j.org_id = org and j.id = record)
    when entity in ('resource', 'availability', 'resource_skill', 'resource_zone', 'daily_limit') then
      (select r.name from public.bookable_resources as r where r.org_id = org and r.id = record)
    when entity in ('crew', 'crew_member') then
      (select c.name from public.crews as c where c.org_id = org and c.id = record)
    when entity = 'member' then (
      select coalesce(p.name, p.email)
      from public.organization_members as m
      join public.profiles as p on p.id = m.user_id
      where m.org_id = org and m.user_id = record
    )
    when entity = 'service_type' then
      (select s.name from public.service_types as s where s.org_id = org and s.id = record)
    when entity = 'checklist' then
      (select t.name from public.checklist_templates as t where t.org_id = org and t.id = record)
  end;
end;
$$;
