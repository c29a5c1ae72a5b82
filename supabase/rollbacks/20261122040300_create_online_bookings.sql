-- Undoes "create online bookings".
delete from ops.schedules where name = 'sweep_online_bookings';
drop function ops.sweep_online_bookings();
drop table private.online_booking_operations;
drop table private.online_bookings;
