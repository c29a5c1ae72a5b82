import { createHash, randomUUID } from "node:crypto";
import { canonicalJson, reportOf } from "@/lib/reports/rules";
import type {
  FieldSettings,
  Operation,
  OperationKind,
  OperationResult,
  SyncAnswer,
  Visit as FieldVisit,
} from "@/lib/sync/schema";
import { ENTITY_OF_KIND } from "@/lib/sync/schema";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import { foundPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

export const ITEMS = [
  { key: "safe", label: "Gas shut off", kind: "yes_no", required: true },
  { key: "why", label: "Why not", kind: "text", required: true, show_if: { key: "safe", equals: false } },
  { key: "pressure", label: "Pressure", kind: "number", required: true, unit: "bar", min: 0, max: 10 },
  { key: "plate", label: "Name plate", kind: "photo", required: true },
  { key: "state", label: "State", kind: "choice", required: false, options: ["good", "worn"] },
];

export type Phone = {
  user: TestUser;
  deviceId: string;
  /** An operation of this phone; `more` overrides what it would send. */
  op: (kind: OperationKind, entityId: string, payload: object, more?: Record<string, unknown>) => Operation;
  send: (operations: unknown[], device?: object) => Promise<OperationResult[]>;
  /** What a phone that holds nothing, or `known`, is told. */
  poll: (known?: Record<string, string>) => Promise<Polled>;
  visit: (id: string) => Promise<FieldVisit>;
  settings: () => Promise<FieldSettings>;
};
export type Polled = Omit<SyncAnswer, "cursor"> & { known: Record<string, string> };

/** A company whose technicians carry phones. "Tina" leads; her jobs ask the questions above. */
export type Field = Planning & {
  tech: TestUser;
  tina: string;
  other: TestUser;
  max: string;
  templateId: string;
  serviceTypeId: string;
  phone: (user?: TestUser) => Phone;
  /** Of today, so that it is on the phones: the next free half hour of a resource. */
  today: (more?: Record<string, unknown>, resourceId?: string) => Promise<Visit>;
  checklist: (visit: { job_id: string }) => Promise<{ id: string; version: number; answers: object }>;
};

let count = 0;

export async function foundField(base: Planning): Promise<Field> {
  count += 1;
  const company = await foundPlanning(base, `Field ${count}`);
  const { sql, orgId } = company;
  const tech = await company.hire("technician");
  const other = await company.hire("technician");
  const tina = await company.hireResource("Tina", { userId: tech.id });
  const max = await company.hireResource("Max", { userId: other.id });
  const [template] = await sql<{ id: string }[]>`
    insert into public.checklist_templates (org_id, name, items)
    values (${orgId}, 'Boiler', ${sql.json(ITEMS)}) returning id`;
  const templateId = template?.id ?? "";
  const [type] = await sql<{ id: string }[]>`
    insert into public.service_types (org_id, name, duration_min, currency, checklist_template_id)
    values (${orgId}, 'Boiler service', 60, 'USD', ${templateId}) returning id`;
  const serviceTypeId = type?.id ?? "";
  let slot = 0;
  return {
    ...company,
    tech,
    tina,
    other,
    max,
    templateId,
    serviceTypeId,
    phone: (user = tech) => phoneOf(company, user),
    today: async (more = {}, resourceId = tina) => {
      slot += 1;
      const starts = new Date(Date.now() - 86_400_000 + slot * 1_800_000);
      const job = await company.job({ service_type_id: serviceTypeId });
      return company.plan({
        job_id: job.id,
        starts_at: starts.toISOString(),
        ends_at: new Date(starts.getTime() + 1_800_000).toISOString(),
        assignments: [{ resource_id: resourceId }],
        ...more,
      });
    },
    checklist: async ({ job_id }) => {
      const [row] = await sql<{ id: string; version: number; answers: object }[]>`
        select id, version::int, answers from public.job_checklists where org_id = ${orgId} and job_id = ${job_id}`;
      if (!row) throw new Error("This job has no checklist.");
      return row;
    },
  };
}

function phoneOf(company: Planning, user: TestUser): Phone {
  const deviceId = randomUUID();
  const poll = (known: Record<string, string> = {}): Promise<Polled> =>
    call<Polled>(company.sql, company.at(user), "get_sync", { payload: { known } });
  const rowOf = async (entity: string, id: string): Promise<unknown> => {
    const found = (await poll()).changes.find((change) => change.entity === entity && change.id === id);
    if (!found) throw new Error(`This phone does not hold the ${entity} ${id}.`);
    return found.row;
  };
  return {
    user,
    deviceId,
    poll,
    op: (kind, entity_id, payload, more = {}) =>
      ({
        op_id: randomUUID(),
        kind,
        entity: ENTITY_OF_KIND[kind],
        entity_id,
        device_time: new Date().toISOString(),
        payload,
        ...more,
      }) as Operation,
    send: async (operations, device) => {
      const payload = { device_id: deviceId, operations, ...(device ? { device } : {}) };
      const args = { payload };
      const answer = await call<{ results: OperationResult[] }>(
        company.sql,
        company.at(user),
        "apply_operations",
        args,
      );
      return answer.results;
    },
    visit: async (id) => (await rowOf("visit", id)) as FieldVisit,
    settings: async () => (await rowOf("settings", company.orgId)) as FieldSettings,
  };
}

export const sum = (text: string): string => createHash("sha256").update(text).digest("hex");

export const fileOf = (content: string, id = randomUUID()) => ({
  id,
  name: "photo.jpg",
  size_bytes: content.length,
  mime: "image/jpeg",
  sha256: sum(content),
});

export const photoOf = (bookingId: string, more: object = {}) => ({
  booking_id: bookingId,
  file: fileOf(randomUUID()),
  category: "before",
  taken_at: "2026-01-05T10:00:00Z",
  ...more,
});

/** A signature under the report as this phone shows it. */
export async function signatureOf(phone: Phone, bookingId: string, more: object = {}): Promise<object> {
  const report = reportOf(await phone.visit(bookingId), await phone.settings());
  return {
    booking_id: bookingId,
    kind: "customer",
    signer_name: "Ana Ruiz",
    file: fileOf("ink"),
    report,
    report_sha256: sum(canonicalJson(report)),
    signed_at: "2026-01-05T11:00:00Z",
    ...more,
  };
}

/** All that "done" asks for. */
export async function answerAll(field: Field, phone: Phone, visit: Visit): Promise<OperationResult[]> {
  const { id } = await field.checklist(visit);
  return phone.send([
    phone.op("checklist.answer", id, { key: "safe", value: true }),
    phone.op("checklist.answer", id, { key: "pressure", value: 2.5 }),
    phone.op("photo.add", randomUUID(), photoOf(visit.id, { checklist_id: id, item_key: "plate" })),
  ]);
}
