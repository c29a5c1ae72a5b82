-- Undoes "close organizations": what waited for its deletion stays closed and is deleted no more.
drop function ops.orphaned_archives(integer);
delete from private.maintenance_steps where name = 'organizations_deleted';
drop function private.delete_closed_organization();
drop function private.cancel_closing(uuid);
drop function private.begin_closing(uuid, interval, text);
drop table ops.closings;
