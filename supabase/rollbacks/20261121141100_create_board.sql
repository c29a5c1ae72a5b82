-- Undoes "create board".
drop function public.list_resource_states(uuid[]);
drop function public.get_board(jsonb);
drop function private.board_frame(uuid, text, timestamptz, timestamptz, uuid);
drop function private.board_booking_ids(uuid, uuid[], timestamptz, timestamptz, uuid, integer);
drop function private.resource_states(uuid, uuid[], timestamptz);
drop function private.resource_load(uuid, uuid[], timestamptz, timestamptz);
