import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";

const tag = "Installation";

export const publicEndpoints = {
  config: endpoint({
    method: "GET",
    path: "/config",
    summary: "What a browser must know of this installation",
    tag,
    access: "public",
    answer: z.object({
      data: z.object({
        supabase_url: z.string(),
        publishable_key: z.string(),
        signup_mode: z.enum(["open", "invite", "closed"]),
        demo: z.boolean(),
        mailbox: z.boolean(),
      }),
    }),
    status: 200,
  }),
  openapi: endpoint({
    method: "GET",
    path: "/openapi.json",
    summary: "This document",
    tag,
    access: "public",
    answer: z.looseObject({ openapi: z.literal("3.1.0") }),
    status: 200,
  }),
};
