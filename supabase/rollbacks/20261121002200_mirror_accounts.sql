-- Undoes "mirror accounts". The triggers go with their functions: auth.users is Auth's, and only its owner may drop
-- them by name. The profiles stay.
drop function private.update_profile() cascade;
drop function private.create_profile() cascade;
drop function private.clean_name(text);
