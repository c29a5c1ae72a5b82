-- Undoes "decide operations".
drop function private.require_author(public.offline_sync_queue, uuid);
drop function public.decide_operation(jsonb);
drop function public.list_operations(jsonb, integer, uuid);
drop function private.journal_rows(uuid, uuid[], uuid);
drop function private.do_decision(uuid, public.offline_sync_queue);
drop function private.carry_out(uuid, public.offline_sync_queue, text, text, boolean);
drop function private.operation_note(public.offline_sync_queue);
drop function private.let_in(uuid, public.offline_sync_queue, text);
drop function private.walk_visit(uuid, public.offline_sync_queue);
drop function private.way_to(text, text);
drop function private.settle_operation(uuid, public.offline_sync_queue, text, text);
