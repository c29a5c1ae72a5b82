-- Undoes "create request context", with all rows.
drop table private.keys;
drop function private.current_actor();
drop function private.request_context();
drop function private.from_base64url(text);
drop function private.to_base64url(bytea);
drop function private.request_header(text);
