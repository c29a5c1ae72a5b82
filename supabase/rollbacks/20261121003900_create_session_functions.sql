-- Undoes "create session functions".
drop function public.authorize_request(text, text);
drop function public.get_me();
