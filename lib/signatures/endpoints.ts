import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { id, recordParams } from "@/lib/http/fields";
import { signature } from "@/lib/signatures/schema";

const tag = "Field work";
const path = "/bookings/{id}/signatures";

export const signatureEndpoints = {
  list: endpoint({
    method: "GET",
    path,
    summary: "The signatures of a visit with the reports they stand under",
    tag,
    access: { permission: "read", resource: "signatures" },
    params: recordParams,
    answer: z.object({ data: z.array(signature) }),
    status: 200,
  }),
  verify: endpoint({
    method: "POST",
    path: `${path}/{signature_id}/verifications`,
    summary: "Say that the office has looked at a signature",
    tag,
    access: { permission: "update", resource: "signatures" },
    params: z.object({ id, signature_id: id }),
    answer: z.object({ data: signature }),
    status: 200,
  }),
};
