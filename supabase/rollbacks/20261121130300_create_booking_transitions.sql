-- Undoes "create booking transitions".
drop table private.booking_transitions;
drop function private.guard_step();
drop function private.refuse_step(text, text);
drop function private.legal_steps(text);
drop function private.reopen_reach();
