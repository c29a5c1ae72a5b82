-- Undoes "create checklist templates", with all rows.
drop table public.checklist_templates;
drop function private.is_checklist(jsonb);
drop function private.is_condition(jsonb, text[]);
drop function private.is_choice(jsonb);
