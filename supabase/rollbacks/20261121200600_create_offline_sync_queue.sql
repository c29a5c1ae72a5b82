-- Undoes "create offline sync queue".
drop table public.offline_sync_queue;
drop table private.sync_kinds;
