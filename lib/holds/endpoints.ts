import { z } from "zod";
import { hold, holdCreate } from "@/lib/holds/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";

const tag = "Holds";

export const holdEndpoints = {
  create: endpoint({
    method: "POST",
    path: "/holds",
    summary: "Keep a free time for a few minutes",
    tag,
    access: { permission: "create", resource: "holds" },
    body: holdCreate,
    answer: z.object({ data: hold }),
    status: 201,
    problems: ["double_booking"],
  }),
  release: endpoint({
    method: "DELETE",
    path: "/holds/{id}",
    summary: "Give a kept time back; an expired one is back already",
    tag,
    access: { permission: "delete", resource: "holds" },
    params: recordParams,
    answer: null,
    status: 204,
  }),
};
