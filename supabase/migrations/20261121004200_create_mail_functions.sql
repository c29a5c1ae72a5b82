-- What the worker needs to write mails.

-- A fresh token for each sending; only its hash stays, and of the earlier ones the last two stay valid. Null when the
-- invitation is no longer open: then there is nothing to send.
create function ops.invitation_mail(org uuid, invitation uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  token constant text := private.to_base64url(extensions.gen_random_bytes(32));
  mail jsonb;
begin
  select jsonb_build_object(
    'email', i.email,
    'role', i.role,
    'message', i.message,
    'token', token,
    'expires_at', i.expires_at,
    'inviter', p.name,
    'locale', o.locale,
    'organization', jsonb_build_object(
      'id', o.id, 'name', o.name, 'slug', o.slug, 'sender_name', o.sender_name, 'brand_color', o.brand_color
    )
  )
  into mail
  from public.organization_invitations as i
  join public.organizations as o on o.id = i.org_id
  left join public.profiles as p on p.id = i.invited_by
  where i.org_id = org
    and i.id = invitation
    and private.invitation_status(i) = 'pending'
    and o.status = 'active'
    and o.deleted_at is null;
  if mail is null then
    return null;
  end if;

  insert into private.invitation_tokens (org_id, invitation_id, token_hash)
  values (org, invitation, sha256(convert_to(token, 'UTF8')));
  delete from private.invitation_tokens as t
  where t.org_id = org
    and t.invitation_id = invitation
    and t.id not in (
      select k.id
      from private.invitation_tokens as k
      where k.org_id = org and k.invitation_id = invitation
      order by k.id desc
      limit 3
    );
  return mail;
end;
$$;
comment on function ops.invitation_mail(uuid, uuid) is
  'Makes a link''s token and answers what the mail says, null when the invitation is not open. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.invitation_mail(uuid, uuid) from public;
grant execute on function ops.invitation_mail(uuid, uuid) to callout_worker;

create function ops.invitation_sent(org uuid, invitation uuid, error text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.organization_invitations as i
  set
    sent_at = case when error is null then now() else i.sent_at end,
    send_error = left(error, 500)
  where i.org_id = org and i.id = invitation;
end;
$$;
comment on function ops.invitation_sent(uuid, uuid, text) is
  'Notes on the invitation that its mail left, or why not. Definer: the worker has no right on any table.';
revoke execute on function ops.invitation_sent(uuid, uuid, text) from public;
grant execute on function ops.invitation_sent(uuid, uuid, text) to callout_worker;

-- Tells a person about a change of his membership. The mail goes out however the membership stands by now: who was
-- removed is to know it.
create function ops.account_mail(org uuid, person uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'email', p.email,
      'name', p.name,
      'locale', p.locale,
      'role', m.role,
      'status', m.status,
      'organization', jsonb_build_object(
        'id', o.id, 'name', o.name, 'slug', o.slug, 'sender_name', o.sender_name, 'brand_color', o.brand_color
      )
    )
    from public.organization_members as m
    join public.organizations as o on o.id = m.org_id
    join public.profiles as p on p.id = m.user_id
    where m.org_id = org and m.user_id = person and p.email is not null and p.deleted_at is null
  );
end;
$$;
comment on function ops.account_mail(uuid, uuid) is
  'What a mail about a membership says (job account_mail: {user_id, event: role_changed|member_removed}). '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.account_mail(uuid, uuid) from public;
grant execute on function ops.account_mail(uuid, uuid) to callout_worker;
