-- Without cascade: where something else of the project uses one of them, this stops instead of taking it along. pgcrypto
-- stays, it is part of every hosted project.
drop extension unaccent;
drop extension btree_gin;
drop extension pg_trgm;
