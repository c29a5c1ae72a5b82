"use client";

import { ChevronRight } from "lucide-react";
import { StateBadge } from "@/components/shared/state-badge";
import { cn } from "@/lib/cn";
import type { Visit } from "@/lib/sync/schema";
import { FieldLink } from "../shell/router";
import { partPath } from "../visit/paths";
import { VisitTime } from "../visit/visit-head";
import { ChangeMark } from "./change-mark";
import type { Known } from "./use-acknowledged";

/** Planned is what most of the day is; only what is otherwise says its state. */
const isPlain = ({ status }: Visit) => status === "scheduled" || status === "dispatched";

export function DayRow({ visit, known }: { visit: Visit; known: Known }) {
  const { job, customer, property } = visit;
  return (
    <li className="edge-b">
      <FieldLink
        href={partPath(visit.id)}
        className="flex min-h-16 items-center gap-3 px-4 py-2 text-18 focus-inset"
      >
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">
              <VisitTime visit={visit} />
            </span>
            {isPlain(visit) ? null : <StateBadge state={visit.status} size="md" />}
          </span>
          <span className={cn("[overflow-wrap:anywhere]", visit.status === "cancelled" && "line-through")}>
            {customer.display_name}
          </span>
          <span className="text-16 [overflow-wrap:anywhere] text-text-2">
            {job.service_type?.name ?? job.title}, {property.city}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-text-3" strokeWidth={1.75} />
      </FieldLink>
      <ChangeMark visit={visit} known={known} />
    </li>
  );
}
