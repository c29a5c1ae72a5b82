import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  gateCode,
  gateCodeUpdate,
  property,
  propertyCreate,
  propertyListQuery,
  propertyRow,
  propertyUpdate,
} from "@/lib/properties/schema";

const record = recordEndpoints(
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

const access = { permission: "manage", resource: "properties" } as const;
const ofPlace = {
  path: "/properties/{id}/gate-code",
  tag: "Properties",
  access,
  params: recordParams,
} as const;

export const propertyEndpoints = {
  ...record,
  gateCode: endpoint({
    ...ofPlace,
    method: "GET",
    summary: "Show a place's gate code; each look is written into the audit log",
    answer: z.object({ data: gateCode }),
    status: 200,
    problems: ["secret_unreadable", "setting_missing"],
  }),
  updateGateCode: endpoint({
    ...ofPlace,
    method: "PATCH",
    summary: "Set a place's gate code, or take it away with null; answers the place",
    body: gateCodeUpdate,
    isConditional: true,
    answer: z.object({ data: property }),
    status: 200,
    problems: ["secret_unreadable", "setting_missing"],
  }),
};
