import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { visitWork } from "@/lib/visit-work/schema";

export const visitWorkEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/bookings/{id}/work",
    summary: "What was done during a visit, and what is still missing",
    tag: "Field work",
    access: { permission: "read", resource: "bookings" },
    params: recordParams,
    answer: z.object({ data: visitWork }),
    status: 200,
  }),
};
