-- Undoes "create consent records".
drop function public.create_consent(jsonb);
drop function private.consent_holds(uuid, uuid, text);
drop function public.list_consents(uuid);
drop function private.consent_row(public.consent_records);
drop trigger note_message_consent_update on public.customers;
drop trigger note_message_consent_insert on public.customers;
drop function private.note_message_consent();
delete from private.personal_data_rows where relation = 'public.consent_records';
delete from private.personal_data_columns where relation = 'public.consent_records';
drop table public.consent_records;
