-- The role callout_worker stays: it belongs to the cluster, and another database of it may use it.
drop schema ops;
drop schema partitions;
drop schema private;
