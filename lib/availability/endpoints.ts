import { z } from "zod";
import { availability, availabilityParams, availabilityUpdate } from "@/lib/availability/schema";
import { endpoint } from "@/lib/http/endpoint";

const tag = "Availability";
const resource = "availability";
const path = "/availability/{resource_id}";
const params = availabilityParams;
const answer = z.object({ data: availability });

export const availabilityEndpoints = {
  get: endpoint({
    method: "GET",
    path,
    summary: "Get the weekly hours of a resource",
    tag,
    access: { permission: "read", resource },
    params,
    answer,
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path,
    summary: "Replace the weekly hours of a resource; names the visits that are now outside of them",
    tag,
    access: { permission: "update", resource },
    params,
    body: availabilityUpdate,
    isConditional: true,
    answer,
    status: 200,
  }),
};
