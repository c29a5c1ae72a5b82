import { z } from "zod";
import {
  bookingRequest,
  bookingRequestCreate,
  bookingRequestDecision,
  bookingRequestListQuery,
  bookingRequestUpdate,
  decided,
} from "@/lib/booking-requests/schema";
import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";

/** A request is decided, never deleted: what somebody asked for stays readable. */
const {
  remove: _,
  restore: __,
  ...kept
} = recordEndpoints(
  "booking_requests",
  { one: "request", many: "requests for a visit", tag: "Booking requests" },
  {
    record: bookingRequest,
    row: bookingRequest,
    change,
    query: bookingRequestListQuery,
    create: bookingRequestCreate,
    update: bookingRequestUpdate,
  },
);

export const bookingRequestEndpoints = {
  ...kept,
  decide: endpoint({
    method: "POST",
    path: "/booking-requests/{id}/decisions",
    summary: "Decline a request, or make it a job with the customer and property it needs",
    tag: "Booking requests",
    access: { permission: "update", resource: "booking_requests" },
    params: recordParams,
    body: bookingRequestDecision,
    answer: z.object({ data: decided }),
    status: 200,
    isConditional: true,
    problems: ["already_decided"],
  }),
};
