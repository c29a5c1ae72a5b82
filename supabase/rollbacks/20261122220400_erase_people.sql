-- Undoes "erase people".
drop function private.run_erasure(private.person_scope);
drop function private.objects_of_files(uuid, uuid[]);
drop function private.empty_accounts(private.person_scope);
drop function private.mark_erased(private.person_scope, text);
drop function private.end_open_matters(private.person_scope, text);
drop function private.erasing_statement(private.personal_data_rows);
drop function private.erased_word(uuid);
