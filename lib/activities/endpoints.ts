import { z } from "zod";
import { activity, activityCreate, activityListQuery } from "@/lib/activities/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";

const tag = "Activities";

/** "person": who may read the record may read and write its notes, which the database asks by the record. */
export const activityEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/activities",
    summary: "List notes and calls of one record, latest first",
    tag,
    access: "person",
    query: activityListQuery,
    answer: pageOf(activity),
    status: 200,
    problems: ["not_found"],
  }),
  create: endpoint({
    method: "POST",
    path: "/activities",
    summary: "Write a note about a record",
    tag,
    access: "person",
    body: activityCreate,
    answer: z.object({ data: activity }),
    status: 201,
    problems: ["not_found"],
  }),
};
