import type { Sql } from "postgres";

/** Something wrong that a proof named; `seal` and `id` say where, the rest what the line says it is. */
export type Finding = {
  kind: "edited" | "deleted" | "inserted" | "back_dated" | "seal_edited" | "seal_missing" | "seal_unlinked";
  seal?: number;
  id?: string;
  at?: string;
  action?: string;
  entity?: string;
  entity_id?: string;
};

export type Proof = {
  upto_seq: number;
  lines: number;
  erased: number;
  /** Of lines in the archive the seals are proven, not the contents: `npm run archive:restore` brings these back. */
  archived: number;
  findings: Finding[];
};

type Part = Proof & { is_done: boolean };

/** Seals proven by one statement: fifty thousand lines, some seconds. */
const PART = 50;
const MOST_FINDINGS = 1_000;

/**
 * Hashes every sealed line of an organization again and looks for lines that stand in no seal. Reads only.
 * Throws what `signal` was aborted with.
 */
export async function proveOrganization(sql: Sql, orgId: string, signal?: AbortSignal): Promise<Proof> {
  const proof: Proof = { upto_seq: 0, lines: 0, erased: 0, archived: 0, findings: [] };
  for (let isDone = false; !isDone;) {
    signal?.throwIfAborted();
    const [row] = await sql<{ part: Part }[]>`
      select ops.verify_audit_seals(${orgId}, ${proof.upto_seq}, ${PART}) as part`;
    if (!row) break;
    proof.upto_seq = row.part.upto_seq;
    proof.lines += row.part.lines;
    proof.erased += row.part.erased;
    proof.archived += row.part.archived;
    proof.findings.push(...row.part.findings);
    isDone = row.part.is_done;
  }
  const [row] = await sql<{ inserted: Finding[] }[]>`
    select ops.find_unsealed_lines(${orgId}, ${MOST_FINDINGS}) as inserted`;
  proof.findings.push(...(row?.inserted ?? []));
  return proof;
}
