-- Undoes "create sample functions".
drop function public.remove_sample_data(jsonb);
drop function public.create_sample_data(jsonb);
drop function private.create_sample(public.organizations, private.default_samples, uuid, uuid[], public.service_types);
drop function private.create_sample_tag(public.organizations);
drop function private.create_sample_people(public.organizations);
