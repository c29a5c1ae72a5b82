import postgres from "postgres";
import type { ReservedSql } from "postgres";
import { becomeStatement, quote } from "../../support/database";
import type { DatabaseError, Identity, Sql } from "../../support/database";
import type { Row } from "../../support/seeding-values";

export type Outcome = { rows: Row[]; count: number; error: DatabaseError | null; victimChanged: boolean };

/**
 * One connection in one transaction that is never committed. Each attempt runs as its identity from the same savepoint
 * and is taken back, so thousands of attempts start from the same rows.
 */
export class AttackSession {
  private readonly digests = new Map<string, string>();

  private constructor(private readonly connection: ReservedSql) {}

  static async open(sql: Sql): Promise<AttackSession> {
    const connection = await sql.reserve();
    await connection.unsafe("begin; savepoint start").simple();
    return new AttackSession(connection);
  }

  async close(): Promise<void> {
    await this.connection.unsafe("rollback").simple();
    this.connection.release();
  }

  /**
   * Runs the statement as `identity` (null: as superuser), after `before` as superuser. `watch` is the organization
   * whose rows the statement must leave as they are.
   */
  async attempt(
    identity: Identity | null,
    statement: string,
    watch?: string,
    before?: string,
  ): Promise<Outcome> {
    const digest = watch === undefined ? "" : await this.digestAtStart(watch, before);
    const who = identity === null ? "" : `; ${becomeStatement(identity)}`;
    try {
      // Two messages: in one, the count of a statement without rows would be that of the statement before it.
      await this.connection.unsafe(`rollback to savepoint start; ${before ?? "select"} ${who}`).simple();
      const result = await this.connection.unsafe<Row[]>(statement).simple();
      const victimChanged = watch !== undefined && (await this.digest(watch)) !== digest;
      return { rows: [...result], count: result.count ?? 0, error: null, victimChanged };
    } catch (error) {
      if (!(error instanceof postgres.PostgresError)) throw error;
      const { code, message } = error;
      const words = { code, message, detail: error.detail ?? null, hint: error.hint ?? null };
      return { rows: [], count: 0, error: words, victimChanged: false };
    }
  }

  private async digestAtStart(orgId: string, before?: string): Promise<string> {
    const known = this.digests.get(orgId);
    if (known !== undefined && before === undefined) return known;
    await this.connection.unsafe(`rollback to savepoint start; ${before ?? "select"}`).simple();
    const digest = await this.digest(orgId);
    if (before === undefined) this.digests.set(orgId, digest);
    return digest;
  }

  /** As superuser; deferred constraints, which would speak at commit, speak now. */
  private async digest(orgId: string): Promise<string> {
    const results = await this.connection
      .unsafe(
        `set constraints all immediate; select set_config('role', 'none', true); select oracle.snapshot(${quote(orgId)}) as digest`,
      )
      .simple();
    return String((results.at(-1) as unknown as { digest: string }[])[0]?.digest);
  }
}
