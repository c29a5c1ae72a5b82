-- Undoes "create monthly partitions".
drop function private.create_partitions_ahead(regclass, integer);
drop function private.create_monthly_partition(regclass, date);
