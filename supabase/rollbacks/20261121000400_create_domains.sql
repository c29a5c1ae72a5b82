-- Undoes "create domains".
drop domain public.activity_type;
drop domain public.resource_type;
drop domain public.permission_type;
