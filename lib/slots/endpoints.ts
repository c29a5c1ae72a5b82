import { endpoint } from "@/lib/http/endpoint";
import { slotAnswer, slotQuery } from "@/lib/slots/schema";

export const slotEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/slots",
    summary: "Find free times for a kind of work at a place, best first, and what limits them",
    tag: "Slots",
    access: { permission: "read", resource: "slots" },
    query: slotQuery,
    answer: slotAnswer,
    status: 200,
  }),
};
