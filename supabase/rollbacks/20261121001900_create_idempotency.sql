-- Undoes "create idempotency", with all rows.
drop table private.idempotency;
drop function private.remember_answer(uuid, integer, jsonb);
drop function private.claim_idempotency(text, jsonb, uuid);
drop function private.idempotency_principal();
drop function private.require_own_scope(uuid);
