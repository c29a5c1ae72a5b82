import { z } from "zod";
import { weeklyHours } from "@/lib/availability/schema";
import { businessHoursUpdate } from "@/lib/hours/schema";
import { id } from "@/lib/http/fields";

const days = z
  .strictObject({ starts_on: z.iso.date(), ends_on: z.iso.date() })
  .refine(({ starts_on, ends_on }) => ends_on >= starts_on, {
    error: "The last day is before the first.",
    path: ["ends_on"],
    params: { code: "ends_before_start" },
  });

/** What is about to be saved: the company's week, that of one resource, or closed days. */
export const hoursCheck = z.union([
  businessHoursUpdate,
  z.strictObject({ resource_id: id, hours: weeklyHours }),
  z.strictObject({ resource_id: id, follows_business_hours: z.literal(true) }),
  z.strictObject({ closure: days }),
]);
export type HoursCheck = z.input<typeof hoursCheck>;
