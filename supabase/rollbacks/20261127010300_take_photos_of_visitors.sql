-- Undoes "take photos of visitors".
drop policy uploads_insert_visitor on storage.objects;
drop function private.visitor_sends_object(text);
drop function public.book_photo_remove(jsonb);
drop function public.book_photo_sent(jsonb);
drop function public.book_photo(jsonb);
drop function private.visitor_photo_answer(uuid, public.file_storage);
drop function private.visitor_file(uuid, uuid);
drop function private.take_book_photo(uuid);
