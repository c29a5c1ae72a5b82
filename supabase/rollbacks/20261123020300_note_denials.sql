-- Undoes "note denials".
drop function public.gate_note_denial(jsonb);
