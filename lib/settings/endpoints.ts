import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { numbering, numberingUpdate, settings, settingsUpdate } from "@/lib/settings/schema";

const tag = "Settings";
const resource = "settings";
const answer = z.object({ data: settings });

export const settingsEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/settings",
    summary: "Get all settings: own values, else the shipped ones",
    tag,
    access: { permission: "read", resource },
    answer,
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/settings",
    summary: "Change settings; what is not named stays",
    tag,
    access: { permission: "update", resource },
    body: settingsUpdate,
    isConditional: true,
    answer,
    status: 200,
  }),
  getNumbering: endpoint({
    method: "GET",
    path: "/settings/numbering",
    summary: "How jobs, visits and requests are numbered",
    tag,
    access: { permission: "read", resource },
    answer: z.object({ data: numbering }),
    status: 200,
  }),
  updateNumbering: endpoint({
    method: "PATCH",
    path: "/settings/numbering",
    summary:
      "Choose letters and the next number. 422 `numbers_taken` names the `least` possible, `prefix_taken` the letters of another kind",
    tag,
    access: { permission: "update", resource },
    body: numberingUpdate,
    isConditional: true,
    answer: z.object({ data: numbering }),
    status: 200,
  }),
};
