-- Undoes "open files to customers".
drop policy files_select_link on storage.objects;
revoke usage on schema private from anon;
drop function private.portal_reads_object(text);
drop function public.portal_file(jsonb);
