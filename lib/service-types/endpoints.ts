import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  serviceType,
  serviceTypeCreate,
  serviceTypeListQuery,
  serviceTypeUpdate,
} from "@/lib/service-types/schema";

export const serviceTypeEndpoints = recordEndpoints(
  "service_types",
  { one: "service type", many: "service types", tag: "Service types" },
  {
    record: serviceType,
    row: serviceType,
    change,
    query: serviceTypeListQuery,
    create: serviceTypeCreate,
    update: serviceTypeUpdate,
  },
);
