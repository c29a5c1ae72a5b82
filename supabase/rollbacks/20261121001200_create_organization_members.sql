-- Undoes "create organization members", with all rows.
drop table private.session_organizations;
drop table public.organization_members;
drop function private.keep_an_owner();
