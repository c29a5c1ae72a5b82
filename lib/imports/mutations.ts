import "server-only";
import type { z } from "zod";
import { invalidField } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getImport, toImport } from "@/lib/imports/queries";
import type { Import, importCreate, importUpdate } from "@/lib/imports/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createImport(
  client: Client,
  body: z.output<typeof importCreate>,
): Promise<Outcome<Import>> {
  return outcomeFrom(unwrap(await client.rpc("create_import", { payload: body })), toImport);
}

/** `expected` is the version the caller saw, null for any. */
export async function updateImport(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof importUpdate>,
): Promise<Import> {
  const current = await getImport(client, id);
  if (body.mapping && body.mapping.length !== current.headings.length) {
    throw invalidField(
      "mapping",
      "wrong_length",
      "The mapping names each column of the file, null where it is left out.",
    );
  }
  const args = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_import", args)),
    () => getImport(client, id),
  );
  return rowFrom(answer, toImport);
}

export async function startImport(client: Client, id: string): Promise<Outcome<Import>> {
  return outcomeFrom(unwrap(await client.rpc("start_import", { payload: { id } })), toImport);
}
