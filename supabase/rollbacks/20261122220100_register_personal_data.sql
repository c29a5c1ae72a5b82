-- Undoes "register personal data".
drop table private.personal_data_rows;
drop table private.personal_data_columns;
