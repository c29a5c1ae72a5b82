-- Undoes "measure installation".
drop function ops.measure();
drop function public.gate_metrics();
drop function private.measure();
drop function private.seal_lag_s();
drop function private.measure_connections();
drop function private.measure_mail();
drop function private.measure_jobs();
drop index private.background_jobs_failed_at_idx;
