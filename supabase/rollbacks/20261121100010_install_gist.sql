-- Undoes "install gist".
drop extension btree_gist;
