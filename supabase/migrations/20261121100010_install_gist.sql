-- GiST over plain columns beside ranges: what exclusion constraints need to say "no two of the same resource overlap".
create extension if not exists btree_gist with schema extensions;
