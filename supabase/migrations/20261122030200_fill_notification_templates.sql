-- The shipped words. A paragraph that is {{link}} alone becomes the button, one that is {{code}} alone stands large; what
-- follows the button is small print.
insert into private.default_notification_templates (event, locale, subject, body)
values
  (
    'visit.booked', 'en', 'Booked: {{day}}, {{window}}',
    $$Hello {{customer}},

{{company}} comes on {{day}}, {{window}}.

{{service}}
{{site}}

{{link}}

The page shows who comes and how the day goes. There you confirm the visit, ask for another time or write to us.$$
  ),
  (
    'visit.booked', 'de', 'Ihr Termin: {{day}}, {{window}}',
    $$Guten Tag {{customer}},

{{company}} kommt am {{day}}, {{window}}.

{{service}}
{{site}}

{{link}}

Auf der Seite sehen Sie, wer kommt und wie der Tag läuft. Dort bestätigen Sie den Termin, bitten um eine andere Zeit oder schreiben uns.$$
  ),
  (
    'visit.moved', 'en', 'New time: {{day}}, {{window}}',
    $$Hello {{customer}},

your visit has a new time: {{day}}, {{window}}.

Before: {{old_window}}

{{service}}
{{site}}

{{link}}

Does that not suit you? The page shows other times.$$
  ),
  (
    'visit.moved', 'de', 'Neue Zeit: {{day}}, {{window}}',
    $$Guten Tag {{customer}},

Ihr Termin hat eine neue Zeit: {{day}}, {{window}}.

Bisher: {{old_window}}

{{service}}
{{site}}

{{link}}

Passt das nicht? Auf der Seite finden Sie andere Zeiten.$$
  ),
  (
    'visit.cancelled', 'en', 'Cancelled: your visit on {{day}}',
    $$Hello {{customer}},

your visit on {{day}}, {{window}} does not take place.

{{service}}
{{site}}

For a new one, get in touch with {{company}}.$$
  ),
  (
    'visit.cancelled', 'de', 'Abgesagt: Ihr Termin am {{day}}',
    $$Guten Tag {{customer}},

Ihr Termin am {{day}}, {{window}} findet nicht statt.

{{service}}
{{site}}

Für einen neuen Termin melden Sie sich bei {{company}}.$$
  ),
  (
    'visit.reminder', 'en', 'Reminder: {{day}}, {{window}}',
    $$Hello {{customer}},

{{company}} comes on {{day}}, {{window}}.

{{service}}
{{site}}

{{link}}

Something came up? The page shows how to reach us and other times.$$
  ),
  (
    'visit.reminder', 'de', 'Erinnerung: {{day}}, {{window}}',
    $$Guten Tag {{customer}},

{{company}} kommt am {{day}}, {{window}}.

{{service}}
{{site}}

{{link}}

Ist etwas dazwischengekommen? Auf der Seite erreichen Sie uns und finden andere Zeiten.$$
  ),
  (
    'visit.on_the_way', 'en', '{{technician}} is on the way',
    $$Hello {{customer}},

{{technician}} is on the way to you and expected {{window}}.

{{service}}
{{site}}

{{link}}

The page tells when the time changes.$$
  ),
  (
    'visit.on_the_way', 'de', '{{technician}} ist unterwegs',
    $$Guten Tag {{customer}},

{{technician}} ist unterwegs zu Ihnen. Ankunft {{window}}.

{{service}}
{{site}}

{{link}}

Ändert sich die Zeit, sagt es die Seite.$$
  ),
  (
    'visit.late', 'en', 'We are late. Now {{window}}',
    $$Hello {{customer}},

we are late: now {{window}} instead of {{old_window}}. Sorry. Does that still work?

{{service}}
{{site}}

{{link}}

If not, tell us on the page.$$
  ),
  (
    'visit.late', 'de', 'Wir verspäten uns: jetzt {{window}}',
    $$Guten Tag {{customer}},

wir verspäten uns: jetzt {{window}} statt {{old_window}}. Das tut uns leid. Passt das noch?

{{service}}
{{site}}

{{link}}

Wenn nicht, schreiben Sie uns auf der Seite.$$
  ),
  (
    'visit.done', 'en', 'Done: {{service}}',
    $$Hello {{customer}},

the work is done: {{service}}, {{day}}.

{{site}}

Report and photos are on your page. There you also tell us how it was.

{{link}}$$
  ),
  (
    'visit.done', 'de', 'Erledigt: {{service}}',
    $$Guten Tag {{customer}},

die Arbeit ist erledigt: {{service}}, {{day}}.

{{site}}

Bericht und Fotos finden Sie auf Ihrer Seite. Dort sagen Sie uns auch, wie es war.

{{link}}$$
  ),
  (
    'portal.link', 'en', 'Your visit with {{company}}',
    $$Hello {{customer}},

here is the page of your visit. It shows when we come, who comes and how it goes.

{{service}}
{{site}}

{{link}}$$
  ),
  (
    'portal.link', 'de', 'Ihr Termin bei {{company}}',
    $$Guten Tag {{customer}},

hier ist die Seite zu Ihrem Termin. Sie zeigt, wann wir kommen, wer kommt und wie es läuft.

{{service}}
{{site}}

{{link}}$$
  ),
  (
    'booking.code', 'en', '{{code}} is your code for {{company}}',
    $$Type this code to book {{service}} on {{day}}, {{window}}:

{{code}}

It works for 15 minutes. If you did not book anything, ignore this mail.$$
  ),
  (
    'booking.code', 'de', '{{code}} ist Ihr Code für {{company}}',
    $$Mit diesem Code buchen Sie {{service}} am {{day}}, {{window}}:

{{code}}

Er gilt 15 Minuten. Haben Sie nichts gebucht, beachten Sie diese E-Mail nicht.$$
  ),
  (
    'feedback.reply', 'en', '{{company}} has answered you',
    $$Hello {{customer}},

thank you for telling us how it was: {{service}}. {{company}} has answered.

{{link}}$$
  ),
  (
    'feedback.reply', 'de', '{{company}} hat Ihnen geantwortet',
    $$Guten Tag {{customer}},

danke, dass Sie uns gesagt haben, wie es war: {{service}}. {{company}} hat geantwortet.

{{link}}$$
  );

create function private.copy_default_templates(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  insert into public.notification_templates (org_id, event, locale, subject, body)
  select org, d.event, d.locale, d.subject, d.body
  from private.default_notification_templates as d
  join private.message_events as e on e.event = d.event
  order by e.position, d.locale
  on conflict on constraint notification_templates_event_key do nothing;
end;
$$;
comment on function private.copy_default_templates(uuid) is
  'Gives an organization the shipped words of messages that it lacks.';
revoke execute on function private.copy_default_templates(uuid) from public;

create or replace function private.copy_default_presets(org uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform private.copy_default_services(org);
  perform private.copy_default_templates(org);
  if not exists (select from public.business_hours as h where h.org_id = org) then
    insert into public.business_hours (org_id, weekday, opens, closes)
    select org, d.weekday, d.opens, d.closes
    from private.default_hours as d
    join public.organizations as o on o.id = org and o.trade = d.trade;
  end if;
  perform private.add_holidays(org);
end;
$$;

select private.copy_default_templates(o.id) from public.organizations as o where o.deleted_at is null;
