-- Undoes "scope people".
drop function private.person_scope_of(uuid, text, uuid, integer);
drop function private.member_scope(uuid, uuid);
drop function private.customer_scope(uuid, uuid, integer);
drop function private.blank_scope(uuid, text, uuid);
drop function private.kept_visits(uuid, uuid[], integer);
drop function private.ids_of_scope(private.person_scope);
drop function private.files_of_scope(private.person_scope);
drop function private.history_entities();
