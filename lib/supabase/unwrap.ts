import "server-only";
import type { PostgrestError } from "@supabase/supabase-js";
import { databaseError } from "@/lib/supabase/database-error";

type Answer<T> = { data: T; error: null } | { data: unknown; error: PostgrestError };

/** The one way from a query to its rows. supabase-js returns errors instead of throwing them; this throws them. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.error) throw databaseError(answer.error);
  return answer.data as T;
}
