import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  closure,
  closureCreate,
  closureListQuery,
  closureUpdate,
  holidaysAdded,
} from "@/lib/closures/schema";

const records = recordEndpoints(
  "closures",
  { one: "closure", many: "closures", tag: "Closures" },
  {
    record: closure,
    row: closure,
    change,
    query: closureListQuery,
    create: closureCreate,
    update: closureUpdate,
  },
);

export const closureEndpoints = {
  ...records,
  addHolidays: endpoint({
    method: "POST",
    path: "/closures/holidays",
    summary: "Add the public holidays of the country that are missing for the next two years",
    tag: "Closures",
    access: { permission: "create", resource: "closures" },
    answer: z.object({ data: holidaysAdded }),
    status: 200,
  }),
};
