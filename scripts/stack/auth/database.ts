import type postgres from "postgres";

export type Transaction = postgres.TransactionSql;

/**
 * Runs `work` as the role a hosted auth service connects with, so that a trigger on auth.users or a hook that
 * lacks a grant fails here and not only after deployment.
 */
export async function asAuthAdmin<T>(
  sql: postgres.Sql,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const result = await sql.begin(async (transaction) => {
    await transaction`
      select set_config('role', 'supabase_auth_admin', true), set_config('search_path', 'auth', true),
        set_config('statement_timeout', '10s', true), set_config('lock_timeout', '10s', true)`;
    return { value: await work(transaction) };
  });
  return result.value;
}

/** A value for a json or jsonb parameter; undefined fields are left out, as in any JSON. */
export function json(transaction: Transaction, value: unknown): postgres.Parameter {
  return transaction.json(value as postgres.JSONValue);
}

export function isDatabaseError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
