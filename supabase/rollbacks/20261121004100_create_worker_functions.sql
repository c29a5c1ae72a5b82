-- Undoes "create worker functions", with all rows.
drop table ops.schedules;
drop table ops.workers;
drop function ops.finish_schedule(text, text, text);
drop function ops.claim_schedule(text, integer);
drop function ops.fail_job(uuid, uuid, text, text, timestamptz);
drop function ops.finish_job(uuid, uuid, text);
drop function ops.heartbeat(text, uuid[], integer);
drop function ops.claim_jobs(text, text[], integer, integer);
