-- Undoes "create request functions".
drop function public.get_booking_request(uuid);
drop function public.list_booking_requests(jsonb, integer, jsonb);
drop function public.decide_booking_request(jsonb);
drop function private.request_job(uuid, public.booking_requests, uuid, uuid, jsonb);
drop function private.request_property(uuid, public.booking_requests, uuid, jsonb);
drop function private.request_customer(uuid, public.booking_requests, jsonb);
drop function public.create_booking_request(jsonb);
drop function private.booking_request_json(uuid, uuid[]);
