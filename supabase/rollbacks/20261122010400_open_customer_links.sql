-- Undoes "open customer links".
drop function public.gate_portal_session(uuid, text);
drop function public.gate_portal_open(text, jsonb);
drop function private.verify_portal_access(text);
drop function private.link_facts(public.customer_portal_access);
drop function private.needs_code(public.customer_portal_access, private.portal_sessions);
drop function private.portal_organization(uuid);
drop function private.is_link_open(public.customer_portal_access);
drop function private.generate_access_code();
drop function private.generate_portal_token();
