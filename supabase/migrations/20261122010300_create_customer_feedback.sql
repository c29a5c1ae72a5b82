-- What a customer says about a visit that was done. Once, and his to correct for a day; what the office answers is kept
-- beside it. The office may take it out of sight with a reason, and changes no word of it.
create table public.customer_feedback (
  org_id uuid not null references public.organizations (id) on delete cascade,
  id uuid not null default private.uuid_v7(),
  booking_id uuid not null,
  access_id uuid,
  customer_id uuid not null,
  overall smallint not null,
  punctuality smallint,
  professionalism smallint,
  communication smallint,
  quality smallint,
  comment text,
  source text not null default 'portal',
  is_verified boolean not null default false,
  given_at timestamptz not null default now(),
  editable_until timestamptz not null default now() + interval '24 hours',
  reply text,
  replied_by uuid,
  replied_at timestamptz,
  is_hidden boolean not null default false,
  flag_reason text,
  flagged_by uuid,
  flagged_at timestamptz,
  version bigint not null default 1,
  edit_count integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, booking_id) references public.bookings (org_id, id) on delete cascade,
  foreign key (org_id, access_id) references public.customer_portal_access (org_id, id) on delete set null (access_id),
  foreign key (org_id, customer_id) references public.customers (org_id, id) on delete cascade,
  foreign key (org_id, replied_by) references public.organization_members (org_id, user_id)
    on delete set null (replied_by),
  foreign key (org_id, flagged_by) references public.organization_members (org_id, user_id)
    on delete set null (flagged_by),
  constraint customer_feedback_booking_key unique (org_id, booking_id),
  constraint customer_feedback_overall_check check (overall between 1 and 5),
  constraint customer_feedback_punctuality_check check (punctuality between 1 and 5),
  constraint customer_feedback_professionalism_check check (professionalism between 1 and 5),
  constraint customer_feedback_communication_check check (communication between 1 and 5),
  constraint customer_feedback_quality_check check (quality between 1 and 5),
  constraint customer_feedback_comment_check check (comment ~ '\S' and length(comment) <= 2000),
  constraint customer_feedback_source_check check (source in ('portal', 'phone', 'other')),
  constraint customer_feedback_reply_check check (reply ~ '\S' and length(reply) <= 2000),
  constraint customer_feedback_reply_complete check (
    (reply is null) = (replied_at is null) and (replied_by is null or reply is not null)
  ),
  constraint customer_feedback_flag_reason_check check (flag_reason ~ '\S' and length(flag_reason) <= 500),
  -- Hidden without a reason would be nobody's decision.
  constraint customer_feedback_flag_complete check (
    (flag_reason is null) = (flagged_at is null)
    and (flagged_by is null or flagged_at is not null)
    and (not is_hidden or flag_reason is not null)
  )
);
comment on table public.customer_feedback is 'Ratings of visits, one per visit.';
comment on column public.customer_feedback.is_verified is 'Came through a link to this very visit.';
comment on column public.customer_feedback.is_hidden is 'Out of sight and out of every average; flag_reason says why.';

create index customer_feedback_list_idx on public.customer_feedback (org_id, given_at desc, id desc);
create index customer_feedback_open_idx on public.customer_feedback (org_id, given_at desc, id desc)
  where reply is null and not is_hidden;
create index customer_feedback_customer_idx on public.customer_feedback (org_id, customer_id, given_at desc);
create index customer_feedback_access_idx on public.customer_feedback (org_id, access_id) where access_id is not null;
create index customer_feedback_replied_by_idx on public.customer_feedback (org_id, replied_by)
  where replied_by is not null;
create index customer_feedback_flagged_by_idx on public.customer_feedback (org_id, flagged_by)
  where flagged_by is not null;

alter table public.customer_feedback enable row level security;

-- Written by functions only. Which link it came through is nobody's business but the office's list of links.
grant select (
  org_id, id, booking_id, customer_id, overall, punctuality, professionalism, communication, quality, comment, source,
  is_verified, given_at, editable_until, reply, replied_by, replied_at, is_hidden, flag_reason, flagged_by, flagged_at,
  version, edit_count, created_at, updated_at
) on public.customer_feedback to authenticated;

create policy customer_feedback_select_reader on public.customer_feedback for select to authenticated
  using (
    org_id = (select private.current_org_id())
    and (
      (select private.permission_scope('read', 'feedback')) = 'all'
      or (
        (select private.permission_scope('read', 'feedback')) = 'own'
        and not is_hidden
        and booking_id in (select private.own_booking_ids())
      )
    )
  );

create trigger forbid_change before update of
  org_id, id, booking_id, customer_id, source, is_verified, given_at, created_at
  on public.customer_feedback
  for each row execute function private.forbid_change(
    'org_id', 'id', 'booking_id', 'customer_id', 'source', 'is_verified', 'given_at', 'created_at'
  );
create trigger touch_row before update on public.customer_feedback
  for each row execute function private.touch_row();
create trigger record_insert after insert on public.customer_feedback
  referencing new table as new_rows
  for each statement execute function private.record_changes('feedback');
create trigger record_update after update on public.customer_feedback
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.record_changes('feedback');
create trigger record_delete after delete on public.customer_feedback
  referencing old table as old_rows
  for each statement execute function private.record_changes('feedback');

-- Receivers wait for "feedback.received".
create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    when entity = 'file' and operation = 'updated' and after ? 'state' then array[after ->> 'state']
    when entity = 'feedback' and operation = 'created' then array['received']
    else array[operation]
  end;
end;
$$;

-- The customer's own words on the visit's timeline, and what the office writes back to him there.
alter table public.activities
  add column author_kind text not null default 'member',
  add constraint activities_author_kind_check check (author_kind in ('member', 'customer')),
  drop constraint activities_kind_check,
  add constraint activities_kind_check check (kind in ('note', 'call', 'message')),
  add constraint activities_message_check check (kind <> 'message' or booking_id is not null),
  add constraint activities_customer_check check (
    author_kind = 'member' or kind = 'message' and created_by is null
  );
comment on column public.activities.author_kind is
  'Whose words: a member''s, also after his name is gone, or the customer''s through his link.';
comment on column public.activities.kind is
  'note, call, or message: between the customer and the office, shown to both on the visit''s pages.';
