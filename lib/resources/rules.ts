import { addDays } from "@/lib/time";

/** In the order a list offers them. Apart from the schema, so that a page of filters does not load it. */
export const RESOURCE_KINDS = ["technician", "vehicle", "tool"] as const;

const WARN_DAYS = 30;

/** Whether a certificate counts on a day: "ending" within 30 days is already a task, "ended" keeps visits away. */
export type Standing = "valid" | "ending" | "ended";

/** `expires_on` is the last day it counts; `today` is the local date of the resource. */
export function standingOf(skill: { expires_on: string | null }, today: string): Standing {
  if (skill.expires_on === null) return "valid";
  if (skill.expires_on < today) return "ended";
  return skill.expires_on <= addDays(today, WARN_DAYS) ? "ending" : "valid";
}

/** The worst of all: what a list warns of. */
export function worstStanding(skills: readonly { expires_on: string | null }[], today: string): Standing {
  const standings = new Set(skills.map((skill) => standingOf(skill, today)));
  if (standings.has("ended")) return "ended";
  return standings.has("ending") ? "ending" : "valid";
}
