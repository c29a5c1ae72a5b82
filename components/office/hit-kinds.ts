import { BriefcaseBusiness, CalendarCheck2, HardHat, House, Inbox, UserRound, Users } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { SearchHit } from "@/lib/search/schema";

type Kind = SearchHit["kind"];

/** Where a hit's record stands below `/o/<slug>`, by its room; a kind without one has its own address. */
const KINDS: Record<Kind, { icon: LucideIcon; room: string | null }> = {
  customer: { icon: Users, room: "customers" },
  property: { icon: House, room: "properties" },
  member: { icon: UserRound, room: null },
  booking: { icon: CalendarCheck2, room: "bookings" },
  job: { icon: BriefcaseBusiness, room: "jobs" },
  resource: { icon: HardHat, room: "resources" },
  request: { icon: Inbox, room: null },
};

export function iconOfHit(kind: Kind): LucideIcon {
  return KINDS[kind].icon;
}

/** Address of a hit below `/o/<slug>`. A person's page is the list of members, filtered. */
export function pathOfHit({ kind, id, title }: { kind: Kind; id: string; title: string }): string {
  const { room } = KINDS[kind];
  if (room) return `/${room}/${id}`;
  if (kind === "request") return `/backlog?open=${id}`;
  return `/settings/members?q=${encodeURIComponent(title)}`;
}

/** Which kind of record the pages of a room show. */
export function kindOfRoom(room: string): Kind | null {
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds.find((kind) => KINDS[kind].room === room) ?? null;
}
