import { z } from "zod";
import {
  customField,
  customFieldCreate,
  customFieldListQuery,
  customFieldUpdate,
  customFieldUsage,
} from "@/lib/custom-fields/schema";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { recordEndpoints } from "@/lib/http/record-endpoints";

export const customFieldEndpoints = {
  ...recordEndpoints(
    "custom_fields",
    { one: "custom field", many: "custom fields", tag: "Custom fields" },
    {
      record: customField,
      row: customField,
      change,
      query: customFieldListQuery,
      create: customFieldCreate,
      update: customFieldUpdate,
    },
  ),
  usage: endpoint({
    method: "GET",
    path: "/custom-fields/{id}/usage",
    summary: "Count the records that hold a value of a custom field",
    tag: "Custom fields",
    access: { permission: "delete", resource: "custom_fields" },
    params: recordParams,
    answer: z.object({ data: customFieldUsage }),
    status: 200,
  }),
};
