-- Undoes "show logo to visitors".
drop policy files_select_visitor on storage.objects;
drop function private.visitor_reads_object(text);
drop function public.book_logo();
drop function private.book_logo_file(uuid);
