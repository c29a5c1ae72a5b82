-- Undoes "rotate organization keys".
delete from ops.schedules where name in ('tend_keys', 'prove_secrets');
drop function ops.destroy_old_keys(interval);
drop function ops.reseal(uuid, text, text, text, text, text);
drop function ops.organization_keys(uuid);
drop function ops.secret_samples(integer);
drop function ops.outdated_secrets(integer);
drop function private.sealed_rows(text, integer);
drop function ops.add_organization_key(uuid, integer, text);
drop function ops.wanted_keys(integer);
drop function ops.ask_for_new_keys(text);
drop function ops.rewrap_key(uuid, integer, text, text);
drop function ops.stale_wrappings(text, integer);
