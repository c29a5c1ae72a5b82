import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { retention, retentionQuery } from "@/lib/retention/schema";

export const retentionEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/retention",
    summary: "How long which kind of record is kept, what goes next, and what other days would remove",
    tag: "Settings",
    access: { permission: "read", resource: "settings" },
    query: retentionQuery,
    answer: z.object({ data: retention }),
    status: 200,
  }),
};
