import "server-only";
import type { z } from "zod";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { getTemplate, toTemplate } from "@/lib/templates/queries";
import type { Template, templateUpdate } from "@/lib/templates/schema";

export async function updateTemplate(
  client: Client,
  id: string,
  expected: number | null,
  changes: z.output<typeof templateUpdate>,
): Promise<Template> {
  const call = { id, expected_version: nullable(expected), changes };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_template", call)),
    () => getTemplate(client, id),
  );
  return rowFrom(answer, toTemplate);
}

/** Back to the shipped words. */
export async function resetTemplate(client: Client, id: string, expected: number | null): Promise<Template> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("reset_template", { id, expected_version: nullable(expected) })),
    () => getTemplate(client, id),
  );
  return rowFrom(answer, toTemplate);
}
