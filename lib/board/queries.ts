import "server-only";
import { board, type Board, type BoardQuery } from "@/lib/board/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function getBoard(client: Client, query: BoardQuery): Promise<Board> {
  return board.parse(unwrap(await client.rpc("get_board", { payload: query })));
}
