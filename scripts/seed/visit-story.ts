/** How far a visit of the demo came. */
export type VisitState =
  | "unscheduled"
  | "scheduled"
  | "dispatched"
  | "en_route"
  | "on_site"
  | "paused"
  | "completed"
  | "closed"
  | "cancelled"
  | "no_show";

export type Step = {
  from: VisitState | null;
  to: VisitState;
  atMs: number;
  by: "office" | "field";
  reason?: string;
};

const MIN_MS = 60_000;
const HOUR_MS = 60 * MIN_MS;

type Times = {
  createdMs: number;
  startMs: number;
  arrivedMs: number;
  leftMs: number;
  nowMs: number;
  reason: string;
};

/** The steps that led to a state, at the hours they would have been taken: never after now. */
export function storyOf(state: VisitState, times: Times): Step[] {
  const { createdMs, startMs, arrivedMs, leftMs, nowMs, reason } = times;
  if (state === "unscheduled") return [{ from: null, to: "unscheduled", atMs: createdMs, by: "office" }];
  const all: Record<Exclude<VisitState, "unscheduled">, Omit<Step, "from" | "to">> = {
    scheduled: { atMs: createdMs, by: "office" },
    dispatched: { atMs: Math.max(createdMs + MIN_MS, startMs - 3 * HOUR_MS), by: "office" },
    en_route: { atMs: arrivedMs - 20 * MIN_MS, by: "field" },
    on_site: { atMs: arrivedMs, by: "field" },
    paused: { atMs: arrivedMs + 30 * MIN_MS, by: "field", reason },
    completed: { atMs: leftMs, by: "field", ...(reason ? { reason } : {}) },
    closed: { atMs: leftMs + 2 * HOUR_MS, by: "office" },
    cancelled: { atMs: startMs - 2 * HOUR_MS, by: "office", reason },
    no_show: { atMs: startMs + 15 * MIN_MS, by: "field", reason },
  };
  let latestMs = -Infinity;
  return WAY[state].map((to, index, way) => {
    const { atMs, ...step } = all[to];
    latestMs = Math.max(latestMs + MIN_MS / 2, Math.min(atMs, nowMs - (way.length - index) * MIN_MS));
    const isLast = index === way.length - 1;
    const { reason: said, ...plain } = step;
    return {
      ...plain,
      from: way[index - 1] ?? null,
      to,
      atMs: latestMs,
      ...(said && isLast ? { reason: said } : {}),
    };
  });
}

type Later = Exclude<VisitState, "unscheduled">;
const WORK: Later[] = ["scheduled", "dispatched", "en_route", "on_site"];
const WAY: Record<Later, Later[]> = {
  scheduled: ["scheduled"],
  dispatched: ["scheduled", "dispatched"],
  en_route: ["scheduled", "dispatched", "en_route"],
  on_site: WORK,
  paused: [...WORK, "paused"],
  completed: [...WORK, "completed"],
  closed: [...WORK, "completed", "closed"],
  cancelled: ["scheduled", "cancelled"],
  no_show: ["scheduled", "dispatched", "no_show"],
};
