-- Undoes "keep backups". The copies themselves stay where they are.
drop function ops.backup_age_s();
drop table ops.backups;
