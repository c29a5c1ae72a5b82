-- Undoes "create operation rules".
drop function private.do_note(uuid, public.offline_sync_queue, boolean);
drop function private.do_answer(uuid, public.offline_sync_queue, boolean);
drop function private.write_answers(public.job_checklists, jsonb);
drop function private.merge_answer(public.job_checklists, text, jsonb, uuid, bigint);
drop function private.check_answer(jsonb, jsonb);
drop function private.do_seen(uuid, public.offline_sync_queue, boolean);
drop function private.do_transition(uuid, public.offline_sync_queue, boolean);
drop function private.add_event(uuid, text, text, uuid, uuid);
drop function private.operation_target(uuid, public.offline_sync_queue);
drop function private.own_visit_of_job(uuid, public.offline_sync_queue, uuid);
drop function private.operation_booking(uuid, public.offline_sync_queue, boolean, uuid);
drop function private.phone_time(public.offline_sync_queue);
drop function private.trimmed(text);
