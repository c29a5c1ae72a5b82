import "server-only";
import type { PostgrestSingleResponse } from "@supabase/supabase-js";
import { databaseError } from "@/lib/supabase/database-error";

type Rows<Answer> = Extract<Answer, { error: null }> extends { data: infer Data } ? Data : never;

/** The one way from a query to its rows. supabase-js returns errors instead of throwing them; this throws them. */
export function unwrap<Answer extends PostgrestSingleResponse<unknown>>(answer: Answer): Rows<Answer> {
  if (answer.error) throw databaseError(answer.error);
  return answer.data as Rows<Answer>;
}
