-- Invitations by e-mail. The row says who is invited as what; the link's secret is elsewhere and only as a hash.
create table public.organization_invitations (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  email text not null,
  role text not null,
  message text,
  expires_at timestamptz not null default now() + interval '14 days',
  invited_by uuid,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  send_requested_at timestamptz not null default now(),
  sent_at timestamptz,
  send_error text,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, invited_by) references public.organization_members (org_id, user_id)
    on delete set null (invited_by),
  foreign key (org_id, accepted_by) references public.organization_members (org_id, user_id)
    on delete set null (accepted_by),
  foreign key (org_id, revoked_by) references public.organization_members (org_id, user_id)
    on delete set null (revoked_by),
  constraint organization_invitations_email_check check (
    email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$' and length(email) <= 254
  ),
  constraint organization_invitations_role_check check (
    role in ('owner', 'admin', 'dispatcher', 'technician', 'accountant', 'viewer')
  ),
  constraint organization_invitations_message_check check (message ~ '\S' and length(message) <= 1000),
  constraint organization_invitations_end_check check (num_nonnulls(accepted_at, revoked_at) <= 1)
);
comment on table public.organization_invitations is
  'Invitations. State: accepted, revoked, else expired or pending by expires_at.';
comment on column public.organization_invitations.send_error is
  'Why the last sending failed, in the mail server''s words.';

-- One open invitation per address; an expired one is revoked when the address is invited again.
create unique index organization_invitations_open_key on public.organization_invitations (org_id, email)
  where accepted_at is null and revoked_at is null;
create index organization_invitations_invited_by_idx on public.organization_invitations (org_id, invited_by);
create index organization_invitations_accepted_by_idx on public.organization_invitations (org_id, accepted_by);
create index organization_invitations_revoked_by_idx on public.organization_invitations (org_id, revoked_by);

alter table public.organization_invitations enable row level security;

-- Written by functions only.
grant select on public.organization_invitations to authenticated;

create policy organization_invitations_select_reader on public.organization_invitations for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'invitations')) = 'all'
  );

create trigger forbid_change before update of org_id, id, email on public.organization_invitations
  for each row execute function private.forbid_change('org_id', 'id', 'email');
create trigger touch_row before update on public.organization_invitations
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.organization_invitations
  referencing new table as new_rows
  for each statement execute function private.record_changes('invitation');
create trigger record_update after update on public.organization_invitations
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('invitation');

-- Each sending makes a fresh token and the last three are valid: the second mail must not kill the link of the first,
-- which may arrive later. SHA-256, because the token is 256 random bits.
create table private.invitation_tokens (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  invitation_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, invitation_id) references public.organization_invitations (org_id, id) on delete cascade,
  -- Not led by org_id: the token alone finds its row, and its hash tells nothing about another tenant.
  constraint invitation_tokens_token_hash_key unique (token_hash)
);
comment on table private.invitation_tokens is 'Hashes of the links sent for an invitation, at most three.';
create index invitation_tokens_invitation_idx on private.invitation_tokens (org_id, invitation_id, created_at desc);
alter table private.invitation_tokens enable row level security;

-- The token is text as it stands in the link. 32 bytes in base64url are 43 characters.
create function private.find_invitation(token text) returns public.organization_invitations
language plpgsql stable set search_path = ''
as $$
declare
  found_row public.organization_invitations;
begin
  if token ~ '^[A-Za-z0-9_-]{43}$' then
    select i.* into found_row
    from private.invitation_tokens as t
    join public.organization_invitations as i on i.org_id = t.org_id and i.id = t.invitation_id
    join public.organizations as o on o.id = t.org_id
    where t.token_hash = sha256(convert_to(token, 'UTF8')) and o.status = 'active' and o.deleted_at is null;
  end if;
  return found_row;
end;
$$;
comment on function private.find_invitation(text) is 'The invitation a link leads to, null for an unknown one.';
revoke execute on function private.find_invitation(text) from public;
