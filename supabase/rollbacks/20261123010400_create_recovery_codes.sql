-- Undoes "create recovery codes".
drop function public.get_two_step();
drop function public.use_recovery_code(jsonb);
drop function public.create_recovery_codes(jsonb);
drop function private.new_recovery_code();
drop function private.recovery_hash(uuid, text);
delete from private.personal_data_rows where relation = 'private.recovery_codes';
delete from private.personal_data_columns where relation = 'private.recovery_codes';
drop table private.recovery_codes;
