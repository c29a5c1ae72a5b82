-- Undoes "encrypt for SQL users".
drop function public.decrypt_sensitive_data(text, text);
drop function public.encrypt_sensitive_data(text, text);
drop function private.sensitive_key(integer);
drop table private.encryption_keys;
