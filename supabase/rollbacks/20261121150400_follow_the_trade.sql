-- Undoes "follow the trade".
drop trigger follow_the_trade on public.organizations;
drop function private.follow_the_trade();
drop function private.are_presets_untouched(uuid);
