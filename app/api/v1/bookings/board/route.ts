import { boardEndpoints } from "@/lib/board/endpoints";
import { getBoard } from "@/lib/board/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(boardEndpoints.get, async ({ client, query }) =>
  record(await getBoard(client, query)),
);
