import { wallToInstant } from "@/lib/time";
import { minutesOf } from "./call-form";
import type { CallForm } from "./call-form";

/** The typed wall time at the place as instants; null while something of it is missing. */
export function exactRange(form: CallForm, zone: string): { starts_at: string; ends_at: string } | null {
  const minutes = minutesOf(form);
  if (!form.date || !form.time || minutes === null) return null;
  const fromMs = wallToInstant(form.date, form.time, zone);
  return {
    starts_at: new Date(fromMs).toISOString(),
    ends_at: new Date(fromMs + minutes * 60_000).toISOString(),
  };
}
