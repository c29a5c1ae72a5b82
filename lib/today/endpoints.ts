import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { today } from "@/lib/today/schema";

export const todayEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/bookings/today",
    summary: "What needs somebody, what runs now and how the day stands",
    tag: "Bookings",
    access: { permission: "read", resource: "bookings" },
    answer: z.object({ data: today }),
    status: 200,
  }),
};
