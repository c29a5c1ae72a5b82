import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { timeOff, timeOffCheck, timeOffCreate, timeOffListQuery, timeOffUpdate } from "@/lib/time-off/schema";

const tag = "Time off";

export const timeOffEndpoints = {
  ...recordEndpoints(
    "time_off",
    { one: "time off", many: "time off", tag },
    {
      record: timeOff,
      row: timeOff,
      change,
      query: timeOffListQuery,
      create: timeOffCreate,
      update: timeOffUpdate,
    },
  ),
  create: endpoint({
    method: "POST",
    path: "/time-off",
    summary: "Enter time off; 409 names the visits in its way, check_only only asks for them (200)",
    tag,
    access: { permission: "create", resource: "time_off" },
    body: timeOffCreate,
    answer: z.object({ data: z.union([timeOff, timeOffCheck]) }),
    status: 201,
    problems: ["time_off_conflict"],
  }),
};
