-- Undoes "find personal data".
delete from private.personal_data_rows;
drop type private.person_scope;
