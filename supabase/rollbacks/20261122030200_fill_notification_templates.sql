-- Undoes "fill notification templates".
create or replace function private.copy_default_presets(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.copy_default_services(org);
  if not exists (select from public.business_hours as h where h.org_id = org) then
    insert into public.business_hours (org_id, weekday, opens, closes)
    select org, d.weekday, d.opens, d.closes
    from private.default_hours as d
    join public.organizations as o on o.id = org and o.trade = d.trade;
  end if;
  perform private.add_holidays(org);
end;
$$;

drop function private.copy_default_templates(uuid);
delete from public.notification_templates;
delete from private.default_notification_templates;
