-- Undoes "keep plans of rights".
alter function private.live_membership() reset plan_cache_mode;
alter function private.permission_scope(public.permission_type, public.resource_type) reset plan_cache_mode;
alter function private.own_customer_ids() reset plan_cache_mode;
alter function private.own_property_ids() reset plan_cache_mode;
alter function private.own_job_ids() reset plan_cache_mode;
alter function private.own_booking_ids() reset plan_cache_mode;
