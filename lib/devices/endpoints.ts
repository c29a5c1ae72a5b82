import { z } from "zod";
import { device, deviceListQuery } from "@/lib/devices/schema";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";

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
  revoke: endpoint({
    method: "POST",
    path: "/devices/{id}/revocations",
    summary: "Shut a phone out: it sends and reads nothing from now on, and keeps what it has not sent",
    tag: "Sync",
    access: { permission: "update", resource: "devices" },
    params: recordParams,
    answer: z.object({ data: device }),
    status: 200,
  }),
  restore: endpoint({
    method: "POST",
    path: "/devices/{id}/restore",
    summary: "Let a phone in again that was shut out",
    tag: "Sync",
    access: { permission: "update", resource: "devices" },
    params: recordParams,
    answer: z.object({ data: device }),
    status: 200,
  }),
};
