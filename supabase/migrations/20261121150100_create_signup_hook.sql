-- Where only the invited may sign up, Auth asks before it makes an account. Which way an installation goes is a
-- setting of Auth (SIGNUP_MODE, or the hook's switch of a hosted project), so the function itself knows no mode.

create function public.before_user_created_hook(event jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if exists (
    select
    from public.organization_invitations as i
    join public.organizations as o on o.id = i.org_id
    where i.email = lower(trim(event -> 'user' ->> 'email'))
      and private.invitation_status(i) = 'pending'
      and o.status = 'active' and o.deleted_at is null
  ) then
    return '{}'::jsonb;
  end if;
  return jsonb_build_object('error', jsonb_build_object(
    'http_code', 403, 'message', 'New accounts need an invitation here.'
  ));
end;
$$;
comment on function public.before_user_created_hook(jsonb) is
  'Auth calls it before it makes an account, where it is told to: refuses whoever has no open invitation. '
  'Definer: the role of Auth has no right on our tables.';
revoke execute on function public.before_user_created_hook(jsonb) from public, anon, authenticated;
grant execute on function public.before_user_created_hook(jsonb) to supabase_auth_admin;

-- Asked for one address over all organizations; the open ones alone, so that it stays small.
create index organization_invitations_email_idx on public.organization_invitations (email)
  where accepted_at is null and revoked_at is null;
