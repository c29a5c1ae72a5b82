import { device, deviceListQuery } from "@/lib/devices/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf } from "@/lib/http/fields";

export const deviceEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/devices",
    summary: "Phones that sync, with what they still hold",
    tag: "Sync",
    access: { permission: "read", resource: "devices" },
    query: deviceListQuery,
    answer: pageOf(device),
    status: 200,
  }),
};
