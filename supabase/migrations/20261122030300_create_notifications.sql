-- What somebody is told and why (an intent), and each attempt to tell it (a notification). An intent stays as long as
-- its visit: it says what the customer knows. Notifications hold addresses and go after a month.
create table public.notification_intents (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  event text not null,
  audience text not null default 'customer',
  booking_id uuid,
  booking_request_id uuid,
  customer_id uuid,
  user_id uuid,
  dedupe_key text not null,
  data jsonb not null default '{}',
  told jsonb,
  told_at timestamptz,
  read_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  withdrawn_by uuid,
  created_by uuid default private.current_user_id(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, booking_request_id) references public.booking_requests (org_id, id) on delete cascade,
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references public.organization_members (org_id, user_id) on delete cascade,
  foreign key (org_id, withdrawn_by) references public.organization_members (org_id, user_id)
    on delete set null (withdrawn_by),
  foreign key (org_id, created_by) references public.organization_members (org_id, user_id)
    on delete set null (created_by),
  constraint notification_intents_dedupe_key_key unique (org_id, dedupe_key),
  constraint notification_intents_event_check check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint notification_intents_audience_check check (audience in ('customer', 'member')),
  constraint notification_intents_user_id_check check ((audience = 'member') = (user_id is not null)),
  constraint notification_intents_dedupe_key_check check (dedupe_key ~ '\S' and length(dedupe_key) <= 200),
  constraint notification_intents_data_check check (jsonb_typeof(data) = 'object' and length(data::text) <= 4000),
  constraint notification_intents_told_check check (told_at is null or told is not null),
  constraint notification_intents_withdrawn_reason_check check (
    withdrawn_reason in (
      'unchanged', 'changed', 'over', 'by_hand', 'no_address', 'do_not_contact', 'customer_gone', 'company_closed',
      'switched_off'
    )
  ),
  constraint notification_intents_withdrawn_at_check check ((withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table public.notification_intents is 'Who is told what, and why; one row however often it is tried.';
comment on column public.notification_intents.dedupe_key is 'What makes it the same: a second one like it is not made.';
comment on column public.notification_intents.data is
  'What the visit itself does not say: minutes late, a code until it is sent, the address of who is no customer yet.';
comment on column public.notification_intents.told is
  'What the person knows by it: {plan: {from, to} | {on} | null}, seconds of the epoch; {} for what says no time.';
comment on column public.notification_intents.told_at is
  'Since when he may know it: set before a mail leaves, and taken back only when it is certain that it did not.';
comment on column public.notification_intents.read_at is 'When a member saw it.';

create index notification_intents_booking_idx on public.notification_intents (org_id, booking_id, created_at desc)
  where booking_id is not null;
create index notification_intents_booking_request_idx on public.notification_intents (org_id, booking_request_id)
  where booking_request_id is not null;
create index notification_intents_customer_idx on public.notification_intents (org_id, customer_id, created_at desc)
  where customer_id is not null;
create index notification_intents_user_idx on public.notification_intents (org_id, user_id, created_at desc)
  where user_id is not null;
create index notification_intents_withdrawn_by_idx on public.notification_intents (org_id, withdrawn_by)
  where withdrawn_by is not null;
create index notification_intents_created_by_idx on public.notification_intents (org_id, created_by)
  where created_by is not null;

alter table public.notification_intents enable row level security;

-- Nobody is granted it: codes lie in data for a moment, and functions show the rest.
create trigger forbid_change before update of org_id, id, dedupe_key, created_by, created_at
  on public.notification_intents
  for each row execute function private.forbid_change('org_id', 'id', 'dedupe_key', 'created_by', 'created_at');

create table public.notifications (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  created_at timestamptz not null default now(),
  intent_id uuid not null,
  channel text not null default 'email',
  event text not null,
  recipient text,
  locale text,
  status text not null default 'waiting',
  not_before timestamptz not null default now(),
  attempts integer not null default 0,
  message_id text,
  subject text,
  error text,
  sent_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (org_id, id, created_at),
  foreign key (org_id, intent_id) references public.notification_intents (org_id, id) on delete cascade,
  -- Mail is what is sent today; the others come on the same rows.
  constraint notifications_channel_check check (channel in ('email', 'sms', 'push', 'in_app')),
  constraint notifications_event_check check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint notifications_recipient_check check (length(recipient) <= 254),
  constraint notifications_locale_check check (locale in ('en', 'de')),
  constraint notifications_status_check check (status in ('waiting', 'sending', 'sent', 'failed', 'withdrawn')),
  constraint notifications_attempts_check check (attempts >= 0),
  constraint notifications_message_id_check check (length(message_id) <= 300),
  constraint notifications_subject_check check (length(subject) <= 1000),
  constraint notifications_error_check check (length(error) <= 500),
  constraint notifications_sent_at_check check ((status = 'sent') = (sent_at is not null))
) partition by range (created_at);
comment on table public.notifications is 'Messages by channel: waiting, sent, failed, withdrawn. By month, kept for one.';
comment on column public.notifications.not_before is 'A message about an office change waits, so that undo withdraws it.';
comment on column public.notifications.message_id is
  'Of the mail; the same at each repetition, so that a mailbox can tell a repetition.';

create index notifications_intent_idx on public.notifications (org_id, intent_id);
create index notifications_status_idx on public.notifications (org_id, status, created_at desc, id desc);
create index notifications_list_idx on public.notifications (org_id, created_at desc, id desc);

alter table public.notifications enable row level security;

select private.create_partitions_ahead('public.notifications');
