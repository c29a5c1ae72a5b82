-- Undoes "remind visits".
delete from ops.schedules where name in ('remind_visits', 'sweep_messages');
drop function ops.sweep_messages();
drop function ops.remind_visits();
drop function private.minutes_to_tell(integer);
drop function private.late_messages_due();
drop function private.reminders_due();
