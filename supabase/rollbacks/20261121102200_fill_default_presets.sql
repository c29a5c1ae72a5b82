-- Undoes "fill default presets".
delete from private.default_service_types;
delete from private.default_checklists;
delete from private.default_skills;
delete from private.default_hours;
