import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  resource,
  resourceCreate,
  resourceListQuery,
  resourceRow,
  resourceUpdate,
} from "@/lib/resources/schema";

export const resourceEndpoints = recordEndpoints(
  "resources",
  { one: "resource", many: "resources", tag: "Resources" },
  {
    record: resource,
    row: resourceRow,
    change,
    query: resourceListQuery,
    create: resourceCreate,
    update: resourceUpdate,
  },
);
