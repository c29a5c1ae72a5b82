import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { serviceReport, visitReport } from "@/lib/service-reports/schema";

const tag = "Field work";

export const reportEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/bookings/{id}/report",
    summary: "The report of a visit as it is now, and the newest PDF of it",
    tag,
    access: { permission: "read", resource: "bookings" },
    params: recordParams,
    answer: z.object({ data: visitReport }),
    status: 200,
  }),
  make: endpoint({
    method: "POST",
    path: "/bookings/{id}/reports",
    summary: "Have the PDF of a visit made; one that already waits is answered",
    tag,
    access: { permission: "update", resource: "bookings" },
    params: recordParams,
    answer: z.object({ data: serviceReport }),
    status: 201,
  }),
};
