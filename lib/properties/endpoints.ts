import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  property,
  propertyCreate,
  propertyListQuery,
  propertyRow,
  propertyUpdate,
} from "@/lib/properties/schema";

export const propertyEndpoints = recordEndpoints(
  "properties",
  { one: "property", many: "properties", tag: "Properties" },
  {
    record: property,
    row: propertyRow,
    change,
    query: propertyListQuery,
    create: propertyCreate,
    update: propertyUpdate,
  },
);
