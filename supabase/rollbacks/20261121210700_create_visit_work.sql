-- Undoes "create visit work".
drop function public.verify_signature(jsonb);
drop function public.remove_photo(uuid, bigint);
drop function public.update_photo(uuid, bigint, jsonb);
drop function private.lock_photo(uuid, uuid, public.permission_type);
drop function public.remove_job_checklist(uuid, bigint);
drop function public.answer_job_checklist(uuid, bigint, jsonb);
drop function public.add_job_checklist(jsonb);
drop function public.list_job_checklists(uuid);
drop function private.lock_job_checklist(uuid, uuid, bigint);
drop function public.get_visit_work(uuid);
drop function private.require_visible_booking(uuid, uuid);
drop function private.signature_row(public.digital_signatures, boolean);
drop function private.photo_row(public.field_photos);
drop function private.checklist_row(public.job_checklists);
