-- Undoes "create api requests", with all rows.
drop table private.api_requests;
