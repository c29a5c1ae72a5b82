import { z } from "zod";
import { board, boardQuery } from "@/lib/board/schema";
import { endpoint } from "@/lib/http/endpoint";

export const boardEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/bookings/board",
    summary: "Everything the schedule shows of at most 14 days",
    tag: "Bookings",
    access: { permission: "read", resource: "bookings" },
    query: boardQuery,
    answer: z.object({ data: board }),
    status: 200,
  }),
};
