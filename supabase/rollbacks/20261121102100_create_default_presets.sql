-- Undoes "create default presets".
drop table private.default_hours;
drop table private.default_service_types;
drop table private.default_checklists;
drop table private.default_skills;
