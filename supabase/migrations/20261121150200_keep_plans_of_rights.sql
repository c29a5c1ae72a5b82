-- Lists are planned anew at each call (plan_cache_mode = force_custom_plan), and the setting reaches every function
-- called within: the question who is asking, put half a dozen times, was planned half a dozen times, which cost more
-- than the page itself. These functions read by key, so their plan never depends on a value.

alter function private.live_membership() set plan_cache_mode = auto;
alter function private.permission_scope(public.permission_type, public.resource_type) set plan_cache_mode = auto;
alter function private.own_customer_ids() set plan_cache_mode = auto;
alter function private.own_property_ids() set plan_cache_mode = auto;
alter function private.own_job_ids() set plan_cache_mode = auto;
alter function private.own_booking_ids() set plan_cache_mode = auto;
