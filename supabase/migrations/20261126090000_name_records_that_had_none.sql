-- A line of the audit log said that a customer's link was made, and not for which visit; the same of ratings, pictures,
-- signatures, reports, times and phones. What has no name of its own is called by what it belongs to.

create or replace function private.record_title(org uuid, entity text, record uuid) returns text
language plpgsql stable set search_path = ''
as $$
begin
  case entity
    when 'customer' then
      return (select c.display_name from public.customers as c where c.org_id = org and c.id = record);
    when 'property' then
      return (select p.line1 from public.properties as p where p.org_id = org and p.id = record);
    when 'contact' then
      return (select c.name from public.customer_contacts as c where c.org_id = org and c.id = record);
    when 'booking' then
      return (select b.number from public.bookings as b where b.org_id = org and b.id = record);
    when 'booking_request' then
      return (select r.number from public.booking_requests as r where r.org_id = org and r.id = record);
    when 'job' then
      return (select j.number from public.jobs as j where j.org_id = org and j.id = record);
    when 'resource', 'availability', 'resource_skill', 'resource_zone', 'daily_limit' then
      return (select r.name from public.bookable_resources as r where r.org_id = org and r.id = record);
    when 'crew', 'crew_member' then
      return (select c.name from public.crews as c where c.org_id = org and c.id = record);
    when 'member' then
      return (
        select coalesce(p.name, p.email)
        from public.organization_members as m
        join public.profiles as p on p.id = m.user_id
        where m.org_id = org and m.user_id = record
      );
    when 'user_permission' then
      return (
        select coalesce(p.name, p.email)
        from public.user_permissions as u
        join public.profiles as p on p.id = u.user_id
        where u.org_id = org and u.id = record
      );
    when 'role' then
      return (select r.name from public.custom_roles as r where r.org_id = org and r.id = record);
    when 'department' then
      return (select d.name from public.departments as d where d.org_id = org and d.id = record);
    when 'custom_field' then
      return (select f.name from public.custom_field_definitions as f where f.org_id = org and f.id = record);
    when 'service_type' then
      return (select s.name from public.service_types as s where s.org_id = org and s.id = record);
    when 'service_zone' then
      return (select z.name from public.service_zones as z where z.org_id = org and z.id = record);
    when 'skill' then
      return (select s.name from public.skills as s where s.org_id = org and s.id = record);
    when 'tag' then
      return (select t.name from public.tags as t where t.org_id = org and t.id = record);
    when 'checklist' then
      return (select t.name from public.checklist_templates as t where t.org_id = org and t.id = record);
    when 'portal_link' then
      return (
        select b.number
        from public.customer_portal_access as r
        join public.bookings as b on b.org_id = r.org_id and b.id = r.booking_id
        where r.org_id = org and r.id = record
      );
    when 'feedback' then
      return (
        select b.number
        from public.customer_feedback as r
        join public.bookings as b on b.org_id = r.org_id and b.id = r.booking_id
        where r.org_id = org and r.id = record
      );
    when 'photo' then
      return (
        select b.number
        from public.field_photos as r
        join public.bookings as b on b.org_id = r.org_id and b.id = r.booking_id
        where r.org_id = org and r.id = record
      );
    when 'signature' then
      return (
        select b.number
        from public.digital_signatures as r
        join public.bookings as b on b.org_id = r.org_id and b.id = r.booking_id
        where r.org_id = org and r.id = record
      );
    when 'report' then
      return (
        select b.number
        from public.service_reports as r
        join public.bookings as b on b.org_id = r.org_id and b.id = r.booking_id
        where r.org_id = org and r.id = record
      );
    when 'time_off' then
      return (
        select b.name
        from public.resource_time_off as r
        join public.bookable_resources as b on b.org_id = r.org_id and b.id = r.resource_id
        where r.org_id = org and r.id = record
      );
    when 'time_entry' then
      return (
        select b.name
        from public.time_entries as r
        join public.bookable_resources as b on b.org_id = r.org_id and b.id = r.resource_id
        where r.org_id = org and r.id = record
      );
    when 'device' then
      return (select d.name from public.devices as d where d.org_id = org and d.id = record);
    when 'invitation' then
      return (select i.email from public.organization_invitations as i where i.org_id = org and i.id = record);
    else
      return null;
  end case;
end;
$$;
