import type { Sql } from "@/tests/support/database";

/**
 * Until every line has its seal: a transaction of another test on the same server holds the sealer up as well.
 * `seal` runs the sealer once.
 */
export async function sealEveryLine(sql: Sql, seal: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await seal();
    const [open] = await sql`
      select from public.audit_logs where xid >= (select sealed_upto from ops.audit_seal_state) limit 1`;
    if (!open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
