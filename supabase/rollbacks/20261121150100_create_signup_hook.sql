-- Undoes "create signup hook".
drop index public.organization_invitations_email_idx;
drop function public.before_user_created_hook(jsonb);
