import "server-only";
import type { ErrorCode } from "@/lib/errors";

type Meaning = { field: string; code: string; message: string; conflict?: ErrorCode };

const MEANING_BY_CONSTRAINT: Record<string, Meaning> = {};

/** Which field of a form a constraint's refusal belongs to. Null for constraints no person can run into. */
export function fieldOfConstraint(constraint: string): Meaning | null {
  return MEANING_BY_CONSTRAINT[constraint] ?? null;
}
