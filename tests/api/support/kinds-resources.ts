import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Kind } from "./kinds";

/** Names of crews are unique among what is not deleted. */
const fresh = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;

let days = 0;
/** A day of its own for each: two of one resource never overlap. */
function nextDay(): { starts_at: string; ends_at: string } {
  days += 1;
  const at = (hour: number) => new Date(Date.UTC(2031, 0, days, hour)).toISOString();
  return { starts_at: at(8), ends_at: at(18) };
}

/** Who goes out, together with whom, and when not. */
export const resourceKinds: Kind[] = [
  {
    path: "/resources",
    create: () => ({
      kind: "technician",
      name: " Dana Fox ",
      phone: "(518) 555-0142",
      email: "Dana@Fox.TEST",
      daily_limit: { max_visits: null },
    }),
    created: {
      kind: "technician",
      name: "Dana Fox",
      phone: "+15185550142",
      email: "dana@fox.test",
      user: null,
      home: null,
      time_zone: "America/New_York",
      is_active: true,
      skills: [],
      zones: [],
      crews: [],
      daily_limit: null,
      deleted_at: null,
      version: 1,
    },
    change: { notes: "Left-handed", home: { address: "1 Elm St", lat: 42.65, lng: -73.75 } },
    changed: {
      name: "Dana Fox",
      notes: "Left-handed",
      home: { address: "1 Elm St", lat: 42.65, lng: -73.75 },
      version: 2,
    },
    name: (n) => ({ kind: "vehicle", name: `Page ${n}` }),
  },
  {
    path: "/crews",
    create: () => ({ name: fresh(" Crew") }),
    created: {
      name: expect.stringMatching(/^Crew /) as string,
      members: [],
      is_active: true,
      deleted_at: null,
      version: 1,
    },
    change: { is_active: false },
    changed: { name: expect.stringMatching(/^Crew /) as string, is_active: false, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
  {
    path: "/time-off",
    create: ({ resourceId }) => ({ resource_id: resourceId, ...nextDay() }),
    created: { resource_name: "Ground", kind: "vacation", deleted_at: null, version: 1 },
    change: { kind: "sick", note: "Flu" },
    changed: { resource_name: "Ground", kind: "sick", note: "Flu", version: 2 },
    name: (_n, { resourceId }) => ({ resource_id: resourceId, ...nextDay() }),
  },
];
