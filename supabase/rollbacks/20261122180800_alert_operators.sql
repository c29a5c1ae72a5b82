-- Undoes "alert operators", with what was told.
delete from ops.schedules where name = 'watch_installation';
drop function ops.alert_told(uuid, text);
drop function ops.note_alerts(jsonb);
drop table ops.alerts;
