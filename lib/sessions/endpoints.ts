import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { session } from "@/lib/sessions/schema";

const tag = "Sessions";

export const sessionEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/sessions",
    summary: "Where one is signed in, the present session first",
    tag,
    access: "person",
    answer: z.object({ data: z.array(session) }),
    status: 200,
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/sessions/{id}",
    summary: "Sign one of one's own sessions out; its token is worth nothing at its next request",
    tag,
    access: "person",
    params: z.strictObject({ id: z.guid() }),
    answer: null,
    status: 204,
  }),
};
