-- Undoes "create gate functions".
drop function public.gate_log_requests(jsonb);
drop function public.gate_take_rate(text, integer, integer, integer);
drop function public.gate_peek_invitation(text);
