import "server-only";
import { z } from "zod";
import { AppError, notFoundError } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";

const functionAnswer = z.object({ status: z.number().int(), replayed: z.boolean(), data: z.unknown() });

/** The answer of an SQL function behind a POST, with its row in the shape of the wire. */
export function outcomeFrom<T>(answer: unknown, toWire: (data: unknown) => T): Outcome<T> {
  const { status, replayed, data } = functionAnswer.parse(answer);
  return { status, replayed, data: toWire(data) };
}

/** The row of an SQL function behind a PATCH or DELETE, which has nothing to replay. */
export function rowFrom<T>(answer: unknown, toWire: (data: unknown) => T): T {
  return toWire(z.object({ data: z.unknown() }).parse(answer).data);
}

/**
 * Why an update or delete touched no row: RLS hides refusals as "0 rows". Reading the row again tells: invisible is
 * 404, another version is 412 with the row as it is now, and what can be seen in the expected version but did not
 * change was refused.
 */
export async function explainNoRow<T extends { version: number; deleted_at?: string | null }>(
  expected: number | null,
  read: () => Promise<T | null>,
): Promise<never> {
  const current = await read();
  if (!current) throw notFoundError();
  if (current.deleted_at) throw new AppError("deleted", "This was deleted. Restore it to change it.");
  if (expected !== null && current.version !== expected) throw staleError(current);
  throw new AppError("forbidden", "Your role does not allow this.");
}

export function staleError(current: unknown): AppError {
  return new AppError("stale", "Somebody has changed this since you opened it.", { members: { current } });
}

/** Adds the current row to a 412 that an SQL function raised: it knows the version, not the shape of the wire. */
export async function withCurrent<T>(write: () => Promise<T>, read: () => Promise<unknown>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof AppError && error.code === "stale") throw staleError(await read());
    throw error;
  }
}
