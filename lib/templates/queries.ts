import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import type { Page } from "@/lib/http/fields";
import { template } from "@/lib/templates/schema";
import type { Template } from "@/lib/templates/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toTemplate(data: unknown): Template {
  return template.parse(data);
}

/** All of them: as many as there are events and languages. */
export async function listTemplates(client: Client): Promise<Page<Template>> {
  const rows = z.array(template).parse(unwrap(await client.rpc("list_templates")));
  return { data: rows, next_cursor: null };
}

export async function getTemplate(client: Client, id: string): Promise<Template> {
  const { data } = await listTemplates(client);
  const found = data.find((one) => one.id === id);
  if (!found) throw notFoundError();
  return found;
}
