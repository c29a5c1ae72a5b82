/**
 * Proves that nobody changed the audit log: every sealed line is hashed again. Reads only; ends with 1 where
 * something was found.
 *
 *   npm run audit:verify
 *   npm run audit:verify -- --org SLUG
 *   npm run audit:verify -- --head H     that a head which was mailed or kept earlier is still in the chain
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import { proveOrganization } from "@/lib/audit-logs/proof";
import type { Finding } from "@/lib/audit-logs/proof";
import { StackError, runScript } from "./stack/stack-error";

type Head = { org_id: string; slug: string; seq: string; hash: string; sealed_at: Date };

const WORDS: Record<Finding["kind"], string> = {
  edited: "was edited",
  deleted: "is gone",
  inserted: "was slipped in without a seal",
  back_dated: "was written back to an earlier time",
  seal_edited: "does not fit its lines",
  seal_missing: "is missing",
  seal_unlinked: "does not follow from the one before",
};

function sentence(finding: Finding): string {
  if (finding.kind.startsWith("seal_")) return `  seal ${finding.seal ?? "?"} ${WORDS[finding.kind]}`;
  const about = [finding.at, finding.action, finding.entity, finding.entity_id].filter(Boolean).join(" ");
  return `  line ${finding.id ?? "?"} ${WORDS[finding.kind]}${about ? ` (${about})` : ""}`;
}

async function findHead(sql: postgres.Sql, head: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(head)) throw new StackError("A head is 64 hexadecimal digits.");
  const [found] = await sql<{ org_id: string; seq: string }[]>`select * from ops.find_audit_head(${head})`;
  console.log(
    found
      ? `The head is seal ${found.seq} of organization ${found.org_id}.`
      : "No seal has this head: the chain it belonged to was written anew.",
  );
  return found !== undefined;
}

async function prove(sql: postgres.Sql, heads: readonly Head[]): Promise<boolean> {
  const startedAt = performance.now();
  let lines = 0;
  let isSound = true;
  for (const head of heads) {
    const proof = await proveOrganization(sql, head.org_id);
    lines += proof.lines;
    const erased = proof.erased > 0 ? `, ${proof.erased} erased` : "";
    const archived = proof.archived > 0 ? `, ${proof.archived} archived` : "";
    const verdict = proof.findings.length === 0 ? "sound" : `${proof.findings.length} found`;
    console.log(
      `${head.slug}: ${verdict}; ${proof.lines} lines in ${head.seq} seals${erased}${archived}; head ${head.hash}`,
    );
    for (const finding of proof.findings) console.log(sentence(finding));
    isSound &&= proof.findings.length === 0;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${lines} lines of ${heads.length} organizations proven in ${seconds} s`);
  return isSound;
}

await runScript(async () => {
  const { values } = parseArgs({ options: { org: { type: "string" }, head: { type: "string" } } });
  const url = process.env.DATABASE_URL;
  if (!url) throw new StackError("DATABASE_URL is not set. `npm start` writes it into .env.local.");
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => undefined });
  try {
    const all = await sql<Head[]>`select * from ops.audit_heads(null)`;
    const heads = values.org ? all.filter((head) => head.slug === values.org) : all;
    if (values.org && heads.length === 0)
      throw new StackError(`Nothing is sealed of an organization "${values.org}".`);
    const isKnown = values.head ? await findHead(sql, values.head) : true;
    const isSound = await prove(sql, heads);
    if (!isKnown || !isSound) process.exitCode = 1;
  } finally {
    await sql.end();
  }
});
