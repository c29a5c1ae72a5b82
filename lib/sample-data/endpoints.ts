import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { sampleData } from "@/lib/sample-data/schema";

const tag = "Sample data";
const answer = z.object({ data: sampleData });

export const sampleDataEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/sample-data",
    summary: "How much sample data there is",
    tag,
    access: { permission: "read", resource: "settings" },
    answer,
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/sample-data",
    summary: "Make sample technicians, customers, jobs and visits to try things out",
    tag,
    access: { permission: "update", resource: "settings" },
    answer,
    status: 201,
    problems: ["duplicate"],
  }),
  remove: endpoint({
    method: "POST",
    path: "/sample-data/removals",
    summary: "Remove all sample data for good; answers how much it was",
    tag,
    access: { permission: "update", resource: "settings" },
    answer,
    status: 200,
  }),
};
