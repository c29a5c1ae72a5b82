-- Undoes "create token hook".
revoke usage on schema public from supabase_auth_admin;
drop function private.choose_organization(uuid, uuid, uuid);
drop function public.custom_access_token_hook(jsonb);
