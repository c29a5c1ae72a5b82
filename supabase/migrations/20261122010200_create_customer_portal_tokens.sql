-- The secrets that lead to a link. Each message, copy and QR code carries one of its own, so that it can be said which
-- of them was used; all of them live as long as the link does. 256 random bits need no slow hash (they cannot be
-- guessed, and a slow one makes every request a burden); the short access code does, and a counter.
create table private.customer_portal_tokens (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  access_id uuid not null,
  token_hash bytea not null,
  prefix text not null,
  purpose text not null,
  notification_id uuid,
  created_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete cascade,
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  -- Not led by org_id: the token alone finds its row, and its hash tells nothing about another tenant.
  constraint customer_portal_tokens_token_hash_key unique (token_hash),
  constraint customer_portal_tokens_prefix_check check (length(prefix) = 6),
  constraint customer_portal_tokens_purpose_check check (purpose in ('message', 'copy', 'qr'))
);
comment on table private.customer_portal_tokens is 'SHA-256 of the secrets in links, with what each was made for.';
comment on column private.customer_portal_tokens.prefix is 'Its first characters: tells two of them apart, opens nothing.';
comment on column private.customer_portal_tokens.notification_id is
  'The message it left with. No reference: messages are kept for a month only.';
create index customer_portal_tokens_access_idx on private.customer_portal_tokens (org_id, access_id, created_at desc);
create index customer_portal_tokens_created_by_idx on private.customer_portal_tokens (org_id, created_by)
  where created_by is not null;
alter table private.customer_portal_tokens enable row level security;

create table private.portal_codes (
  org_id uuid not null,
  access_id uuid not null,
  code_hash text not null,
  failures integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, access_id),
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete cascade,
  constraint portal_codes_failures_check check (failures >= 0)
);
comment on table private.portal_codes is
  'Access codes of the links that ask for one, hashed slowly, with the wrong guesses since the last right one.';
alter table private.portal_codes enable row level security;

-- What the exchange of a token gives: a session of one browser on one link. The cookie's secret is random as well.
create table private.portal_sessions (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  access_id uuid not null,
  secret_hash bytea not null,
  code_passed_at timestamptz,
  user_agent text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '12 hours',
  primary key (org_id, id),
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete cascade,
  constraint portal_sessions_secret_hash_key unique (secret_hash),
  constraint portal_sessions_user_agent_check check (length(user_agent) <= 300)
);
comment on table private.portal_sessions is 'Browsers that opened a link, for twelve hours each.';
create index portal_sessions_access_idx on private.portal_sessions (org_id, access_id, created_at desc);
alter table private.portal_sessions enable row level security;

-- What a link did, by the id its page gave it: a form sent twice, or by two windows at once, is done once.
create table private.portal_operations (
  org_id uuid not null,
  access_id uuid not null,
  op_id uuid not null,
  action text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (org_id, access_id, op_id),
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete cascade,
  constraint portal_operations_action_check check (
    action in ('confirm', 'hold', 'reschedule', 'cancel', 'message', 'feedback')
  )
);
comment on table private.portal_operations is 'Actions of customers'' pages of the last week with their answers.';
create index portal_operations_created_at_idx on private.portal_operations (created_at);
alter table private.portal_operations enable row level security;

-- When a link was looked at: by a page that was visible, not by a preview of the message.
create table public.customer_portal_views (
  org_id uuid not null,
  id uuid not null default private.uuid_v7(),
  access_id uuid not null,
  session_id uuid,
  seen_at timestamptz not null default now(),
  user_agent text,
  primary key (org_id, id),
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete cascade,
  foreign key (org_id, session_id) references private.portal_sessions (org_id, id) on delete set null (session_id),
  constraint customer_portal_views_user_agent_check check (length(user_agent) <= 300)
);
comment on table public.customer_portal_views is 'Looks at links, one per browser and hour.';
create index customer_portal_views_access_idx on public.customer_portal_views (org_id, access_id, seen_at desc);
create index customer_portal_views_session_idx on public.customer_portal_views (org_id, session_id, seen_at desc);
alter table public.customer_portal_views enable row level security;

grant select (org_id, id, access_id, seen_at, user_agent) on public.customer_portal_views to authenticated;

create policy customer_portal_views_select_reader on public.customer_portal_views for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'portal_links')) = 'all'
  );
