import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { timeEntry, timeEntryCreate, timeEntryListQuery, timeEntryUpdate } from "@/lib/time-entries/schema";

const endpoints = recordEndpoints(
  "time_entries",
  { one: "time entry", many: "time entries", tag: "Time entries" },
  {
    record: timeEntry,
    row: timeEntry,
    change,
    query: timeEntryListQuery,
    create: timeEntryCreate,
    update: timeEntryUpdate,
  },
);

export const timeEntryEndpoints = {
  ...endpoints,
  create: { ...endpoints.create, problems: ["time_overlap" as const] },
  update: {
    ...endpoints.update,
    summary: "Correct a time entry, with the reason",
    problems: ["time_overlap" as const],
  },
  restore: { ...endpoints.restore, problems: ["time_overlap" as const] },
};
