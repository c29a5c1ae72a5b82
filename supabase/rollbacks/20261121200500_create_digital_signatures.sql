-- Undoes "create digital signatures".
drop table public.digital_signatures;
