-- The words of messages. Shipped ones exist for every event in every language and are copied into each organization,
-- which writes its own over them; going back takes the shipped ones again. A text names what is filled in by
-- {{variables}}, which are data: they are put in once and never read as a text themselves.
create table private.message_events (
  event text not null primary key,
  position integer not null,
  -- What a text of this event may name, in the order an editor offers it.
  variables text[] not null,
  -- The one variable without which the message would be of no use.
  needs text,
  -- Whether a member may send it by hand.
  is_manual boolean not null default false,
  constraint message_events_event_check check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint message_events_needs_check check (needs = any (variables))
);
comment on table private.message_events is 'What customers are written about, the same for everybody.';
alter table private.message_events enable row level security;

insert into private.message_events (event, position, variables, needs, is_manual)
values
  ('visit.booked', 1, '{customer,company,day,window,service,site,technician,link}', null, false),
  ('visit.moved', 2, '{customer,company,day,window,old_window,service,site,technician,link}', null, false),
  ('visit.cancelled', 3, '{customer,company,day,window,service,site}', null, false),
  ('visit.reminder', 4, '{customer,company,day,window,service,site,technician,link}', null, true),
  ('visit.on_the_way', 5, '{customer,company,technician,day,window,service,site,link}', null, false),
  ('visit.late', 6, '{customer,company,technician,day,window,old_window,service,site,link}', null, true),
  ('visit.done', 7, '{customer,company,technician,day,service,site,link}', null, false),
  ('portal.link', 8, '{customer,company,service,site,link}', 'link', true),
  ('booking.code', 9, '{company,code,day,window,service}', 'code', false),
  ('feedback.reply', 10, '{customer,company,service,link}', null, false);

create table private.default_notification_templates (
  event text not null references private.message_events (event),
  locale text not null,
  subject text not null,
  body text not null,
  primary key (event, locale),
  constraint default_notification_templates_locale_check check (locale in ('en', 'de'))
);
comment on table private.default_notification_templates is 'Shipped words of each message in each language.';
alter table private.default_notification_templates enable row level security;

create table public.notification_templates (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  event text not null,
  channel text not null default 'email',
  locale text not null,
  subject text not null,
  body text not null,
  is_active boolean not null default true,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  constraint notification_templates_event_key unique (org_id, event, channel, locale),
  constraint notification_templates_event_check check (event ~ '^[a-z_]+\.[a-z_]+$'),
  constraint notification_templates_channel_check check (channel in ('email', 'sms', 'push', 'in_app')),
  constraint notification_templates_locale_check check (locale in ('en', 'de')),
  -- A subject is a header: one line.
  constraint notification_templates_subject_check check (
    subject ~ '\S' and subject !~ '[[:cntrl:]]' and length(subject) <= 200
  ),
  constraint notification_templates_body_check check (
    body ~ '\S' and body !~ '[\x01-\x09\x0b-\x1f]' and length(body) <= 5000
  )
);
comment on table public.notification_templates is 'An organization''s words for its messages, by event and language.';
comment on column public.notification_templates.is_active is 'Off: the message is not sent at all.';

alter table public.notification_templates enable row level security;

-- Written by functions: they know which variables an event has.
grant select on public.notification_templates to authenticated;

create policy notification_templates_select_reader on public.notification_templates for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (select private.permission_scope('read', 'templates')) = 'all'
  );

create trigger forbid_change before update of org_id, id, event, channel, locale, created_at
  on public.notification_templates
  for each row execute function private.forbid_change('org_id', 'id', 'event', 'channel', 'locale', 'created_at');
create trigger touch_row before update on public.notification_templates
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.notification_templates
  referencing new table as new_rows
  for each statement execute function private.record_changes('template');
create trigger record_update after update on public.notification_templates
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('template');
create trigger record_delete after delete on public.notification_templates
  referencing old table as old_rows
  for each statement execute function private.record_changes('template');
