import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { settings, settingsUpdate } from "@/lib/settings/schema";

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
};
