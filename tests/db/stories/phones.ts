import { randomUUID } from "node:crypto";
import { applyLocally } from "@/lib/sync/rules";
import type { Operation, Visit } from "@/lib/sync/schema";
import { fileOf } from "./field";
import type { Field, Phone } from "./field";
import type { Visit as OfficeVisit } from "./planning";

/** What a phone of the story keeps: the office's rows as it last heard them, and what it has not been told arrived. */
export type Pocket = {
  phone: Phone;
  resourceId: string;
  known: Record<string, string>;
  rows: Map<string, Visit>;
  outbox: Operation[];
  made: Operation[];
};

export type Fate = "arrives" | "answer lost" | "request lost";
export type Deed =
  | { kind: "act"; pocket: number; visit: number; what: number; value: number }
  | { kind: "sync"; pocket: number; fate: Fate; take: number; order: number }
  | { kind: "office"; visit: number; what: number; value: number };

export function pocketOf(phone: Phone, resourceId: string): Pocket {
  return { phone, resourceId, known: {}, rows: new Map(), outbox: [], made: [] };
}

/** The visit as this phone shows it. */
function shown({ rows, outbox, resourceId }: Pocket, id: string): Visit | undefined {
  const row = rows.get(id);
  return row && outbox.reduce((visit, operation) => applyLocally(visit, operation, resourceId), row);
}

const STEPS = ["en_route", "on_site", "paused", "completed"] as const;

/** Something a technician does with what he sees; nothing where his phone does not hold the visit. */
export function act(pocket: Pocket, id: string, what: number, value: number): void {
  const visit = shown(pocket, id);
  const checklist = visit?.checklists[0];
  if (!visit || !checklist) return;
  const { phone } = pocket;
  const done = (): Operation => {
    const base_version = checklist.version;
    switch (what % 6) {
      case 0:
        return phone.op("booking.transition", id, {
          to: STEPS[value % STEPS.length],
          reason: "part",
          outcome: "incomplete",
          outcome_reason: "part",
        });
      case 1:
        return phone.op(
          "checklist.answer",
          checklist.id,
          { key: "pressure", value: value % 10 },
          { base_version },
        );
      case 2:
        return phone.op("checklist.answer", checklist.id, { key: "safe", value: true }, { base_version });
      case 3:
        return phone.op("note.add", randomUUID(), { booking_id: id, body: ` Note ${value} ` });
      case 4: {
        const photo = {
          booking_id: id,
          file: fileOf(randomUUID()),
          category: "after",
          taken_at: visit.starts_at,
        };
        return phone.op("photo.add", randomUUID(), photo);
      }
      default: {
        const photo = visit.photos[value % Math.max(1, visit.photos.length)];
        return photo
          ? phone.op("photo.update", photo.id, { caption: `Words ${value}` })
          : phone.op("booking.seen", id, {});
      }
    }
  };
  const operation = done();
  pocket.outbox.push(operation);
  pocket.made.push(operation);
}

/** In any order among records, in their own order within one; as many as fit before the next cut. */
function batchOf(outbox: Operation[], take: number, order: number): Operation[] {
  const queues = new Map<string, Operation[]>();
  for (const each of outbox) queues.set(each.entity_id, [...(queues.get(each.entity_id) ?? []), each]);
  const lanes = [...queues.values()];
  const batch: Operation[] = [];
  for (let turn = order; batch.length < Math.min(take, outbox.length); turn += 1) {
    const next = lanes[turn % lanes.length]?.shift();
    if (next) batch.push(next);
  }
  return batch;
}

export async function sync(pocket: Pocket, fate: Fate, take: number, order: number): Promise<void> {
  const batch = batchOf(pocket.outbox, take, order);
  if (fate === "request lost") return;
  const results = await pocket.phone.send(batch);
  if (fate === "answer lost") return;
  const answered = new Set(results.map(({ op_id }) => op_id));
  pocket.outbox = pocket.outbox.filter(({ op_id }) => !answered.has(op_id));
  const { changes, removals, known } = await pocket.phone.poll(pocket.known);
  for (const change of changes) if (change.entity === "visit") pocket.rows.set(change.id, change.row);
  for (const { id } of removals) pocket.rows.delete(id);
  pocket.known = known;
}

/** The office moves on meanwhile; what it may not do just now it does not do. */
export async function office(field: Field, id: string, what: number, value: number): Promise<void> {
  const visit = await field.visit(id);
  const deeds: (() => Promise<unknown>)[] = [
    () => field.step(visit, "cancelled", { reason: "Called off" }),
    () => field.step(visit, "unscheduled"),
    () => field.change(visit, { instructions: `Ring ${value}` }),
    () => field.change(visit, { starts_at: timeOf(value), ends_at: timeOf(value, 20) }),
    () => field.change(visit, { assignments: lines(field, value) }),
    () => field.step(visit, "on_site"),
  ];
  await deeds[what % deeds.length]?.().catch((error: unknown) => {
    if (!(error as { code?: string }).code?.startsWith("CO4")) throw error;
  });
}

const timeOf = (value: number, more = 0): string =>
  new Date(Date.now() + 86_400_000 + (value % 40) * 1_800_000 + more * 60_000).toISOString();

const lines = (field: Field, value: number): { resource_id: string }[] =>
  value % 3 === 0 ? [{ resource_id: field.max }] : [{ resource_id: field.tina }, { resource_id: field.max }];

/** What is the same on every phone: the visit without what is its holder's own. */
export function common({ role, seen_at, colleagues, parked, transitions, ...visit }: Visit): object {
  void [role, seen_at, colleagues, parked, transitions];
  return visit;
}

export type Site = { field: Field; visits: OfficeVisit[]; pockets: Pocket[] };
