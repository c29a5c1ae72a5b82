import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import type { Page } from "@/lib/http/fields";
import { messageFacts } from "@/lib/notifications/facts";
import { renderMessage } from "@/lib/notifications/render";
import { template } from "@/lib/templates/schema";
import type { Template, templatePreview, TemplatePreviewed } from "@/lib/templates/schema";
import { nullable } from "@/lib/supabase/nullable";
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

const sample = messageFacts.extend({ number: z.string().nullable() });

const HOUR_S = 3_600;
/** What only a sending knows, made up: a former time, a code, a delay. */
const MADE_UP = { code: "482913", minutes: 20 };

/** With a true visit, so that long names and missing technicians show before a customer sees them. */
export async function previewTemplate(
  client: Client,
  { booking_id, ...words }: z.output<typeof templatePreview>,
  appUrl: string,
): Promise<TemplatePreviewed> {
  const answer = await client.rpc("get_message_sample", { booking_id: nullable(booking_id ?? null) });
  const { number, ...facts } = sample.parse(unwrap(answer));
  const { plan } = facts;
  const oldPlan = plan && "from" in plan ? { from: plan.from - 3 * HOUR_S, to: plan.to - 3 * HOUR_S } : plan;
  const mail = renderMessage(
    words,
    { ...facts, code: MADE_UP.code },
    {
      // The page itself opens with a link that was sent; a preview leads nowhere.
      link: `${appUrl}/p/…`,
      oldPlan,
      minutes: words.event === "visit.late" ? MADE_UP.minutes : null,
    },
  );
  return { ...mail, number };
}
