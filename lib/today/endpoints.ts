import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { todayParts, todayQuery } from "@/lib/today/schema";

export const todayEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/bookings/today",
    summary: "What needs somebody, what runs now and how the day stands",
    tag: "Bookings",
    access: { permission: "read", resource: "bookings" },
    query: todayQuery,
    answer: z.object({ data: todayParts }),
    status: 200,
  }),
};
