import { z } from "zod";
import {
  booking,
  bookingCancellations,
  bookingCheck,
  bookingChecked,
  bookingCreate,
  bookingListQuery,
  bookingMoves,
  bookingRecord,
  bookingTransition,
  bookingUpdate,
} from "@/lib/bookings/schema";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, pageQuery, recordParams } from "@/lib/http/fields";

const tag = "Bookings";
const read = { permission: "read", resource: "bookings" } as const;
const update = { permission: "update", resource: "bookings" } as const;
const one = z.object({ data: booking });
const several = z.object({ data: z.array(booking) });

const reads = {
  list: endpoint({
    method: "GET",
    path: "/bookings",
    summary: "List visits by time or number",
    tag,
    access: read,
    query: bookingListQuery,
    answer: pageOf(booking),
    status: 200,
  }),
  get: endpoint({
    method: "GET",
    path: "/bookings/{id}",
    summary: "Get a visit with its next steps and its history of states",
    tag,
    access: read,
    params: recordParams,
    answer: z.object({ data: bookingRecord }),
    status: 200,
  }),
  history: endpoint({
    method: "GET",
    path: "/bookings/{id}/history",
    summary: "Who changed what of a visit, latest first",
    tag,
    access: read,
    params: recordParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(change),
    status: 200,
  }),
};

const writes = {
  create: endpoint({
    method: "POST",
    path: "/bookings",
    summary: "Plan a visit; without times it waits to be scheduled",
    tag,
    access: { permission: "create", resource: "bookings" },
    body: bookingCreate,
    answer: one,
    status: 201,
    problems: ["double_booking"],
  }),
  update: endpoint({
    method: "PATCH",
    path: "/bookings/{id}",
    summary: "Move, reassign or describe a visit; what is not named stays",
    tag,
    access: update,
    params: recordParams,
    body: bookingUpdate,
    answer: one,
    status: 200,
    isConditional: true,
    problems: ["double_booking", "illegal_step"],
  }),
  transition: endpoint({
    method: "POST",
    path: "/bookings/{id}/transitions",
    summary: "Take a visit one step further",
    tag,
    access: update,
    params: recordParams,
    body: bookingTransition,
    answer: one,
    status: 200,
    isConditional: true,
    problems: ["illegal_step", "double_booking"],
  }),
};

const writesOfSeveral = {
  move: endpoint({
    method: "POST",
    path: "/bookings/moves",
    summary: "Move or reassign several visits, all or none",
    tag,
    access: update,
    body: bookingMoves,
    answer: several,
    status: 200,
    problems: ["double_booking", "illegal_step", "not_found", "stale"],
  }),
  cancel: endpoint({
    method: "POST",
    path: "/bookings/cancellations",
    summary: "Cancel several visits for one reason, all or none",
    tag,
    access: update,
    body: bookingCancellations,
    answer: several,
    status: 200,
    problems: ["illegal_step", "not_found", "stale"],
  }),
  check: endpoint({
    method: "POST",
    path: "/bookings/check",
    summary: "What would be in the way of a time and people; changes nothing",
    tag,
    access: read,
    body: bookingCheck,
    answer: z.object({ data: bookingChecked }),
    status: 200,
  }),
};

export const bookingEndpoints = { ...reads, ...writes, ...writesOfSeveral };
