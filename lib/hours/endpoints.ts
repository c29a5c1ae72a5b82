import { z } from "zod";
import { businessHours, businessHoursUpdate, hoursCheck, hoursChecked } from "@/lib/hours/schema";
import { endpoint } from "@/lib/http/endpoint";

const tag = "Hours";
const resource = "hours";
const answer = z.object({ data: businessHours });

export const hoursEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/hours",
    summary: "Get the opening hours of the week",
    tag,
    access: { permission: "read", resource },
    answer,
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/hours",
    summary: "Replace the opening hours of the week; names the visits that are now outside of them",
    tag,
    access: { permission: "update", resource },
    body: businessHoursUpdate,
    isConditional: true,
    answer,
    status: 200,
  }),
  check: endpoint({
    method: "POST",
    path: "/hours/check",
    summary: "Which visits hours or closed days would leave outside; changes nothing",
    tag,
    access: { permission: "read", resource },
    body: hoursCheck,
    answer: z.object({ data: hoursChecked }),
    status: 200,
    problems: ["not_found"],
  }),
};
