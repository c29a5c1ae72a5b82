import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { me, meUpdate, profile } from "@/lib/me/schema";

const tag = "Me";

export const meEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/me",
    summary: "Who is asking, in which organization, with which permissions",
    tag,
    access: "person",
    answer: z.object({ data: me }),
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/me",
    summary: "Change one's own profile",
    tag,
    access: "person",
    body: meUpdate,
    isConditional: true,
    answer: z.object({ data: profile }),
    status: 200,
  }),
};
