-- Nothing to undo: the extensions may have been there before, and other objects of the project may use them.
select 1;
