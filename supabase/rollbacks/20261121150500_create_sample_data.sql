-- Undoes "create sample data": what was made as sample stays and is no sample any more.
drop function public.get_sample_data();
drop function private.sample_count(uuid);
drop function private.next_open_days(uuid, text, integer);
drop table private.default_samples;
drop table public.sample_records;
