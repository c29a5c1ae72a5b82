-- Undoes "create attachments", with all rows.
drop table public.attachments;
