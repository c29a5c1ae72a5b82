import { expect } from "vitest";
import type { Kind } from "./kinds";

/** Work for a customer. A visit and a request are no kinds of this sort: neither is ever deleted. */
export const planningKinds: Kind[] = [
  {
    path: "/jobs",
    create: ({ customerId, propertyId }) => ({
      customer_id: customerId,
      property_id: propertyId,
      title: " No heat ",
      description: "Cold since\nlast night.",
      priority: "high",
      due_on: "2031-02-01",
      duration_min: 90,
      wishes: "Mornings.",
    }),
    created: {
      number: expect.stringMatching(/^J-\d{4,}$/) as string,
      title: "No heat",
      description: "Cold since\nlast night.",
      priority: "high",
      status: "new",
      status_reason: null,
      due_on: "2031-02-01",
      duration_min: 90,
      source: "phone",
      tags: [],
      visits: { total: 0, over: 0 },
      next_visit: null,
      deleted_at: null,
      version: 1,
    },
    change: { priority: "urgent", title: "No heat, infant in the house", due_on: "" },
    changed: {
      priority: "urgent",
      title: "No heat, infant in the house",
      due_on: null,
      wishes: "Mornings.",
      version: 2,
    },
    name: (n, { customerId, propertyId }) => ({
      customer_id: customerId,
      property_id: propertyId,
      title: `Page ${n}`,
    }),
  },
];
