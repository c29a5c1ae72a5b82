import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { messageFacts, type Plan } from "@/lib/notifications/facts";
import { renderMessage } from "@/lib/notifications/render";
import { notification, type Notification, type notificationListQuery } from "@/lib/notifications/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import type { templatePreview, TemplatePreviewed } from "@/lib/templates/schema";

const keyOfList = z.object({ created_at: z.iso.datetime({ offset: true }), id: z.guid() });

/** Latest first. */
export async function listNotifications(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof notificationListQuery>,
): Promise<Page<Notification>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_notifications", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(notification).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ created_at, id }),
    (row) => row,
  );
}

const sample = messageFacts.extend({ number: z.string().nullable() });

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** Of a day without an hour the same day again: it is an example. */
const later = (plan: Plan, seconds: number): Plan =>
  "from" in plan ? { from: plan.from + seconds, to: plan.to + seconds } : plan;
/** What only a sending knows, made up: a former time, a code, a delay. */
const MADE_UP = { code: "482913", minutes: 20 };
const MADE_UP_WORDS = {
  en: {
    message: "Our van stands in front of the house. Is the cellar open?",
    reason: "The part arrives a day later.",
    instructions: "Keep the way to the boiler clear.",
  },
  de: {
    message: "Unser Wagen steht vor dem Haus. Ist der Keller offen?",
    reason: "Das Ersatzteil kommt einen Tag später.",
    instructions: "Halten Sie den Weg zum Kessel frei.",
  },
};

/** With a true visit, so that long names and missing technicians show before a customer sees them. */
export async function previewMessage(
  client: Client,
  { booking_id, ...words }: z.output<typeof templatePreview>,
  appUrl: string,
): Promise<TemplatePreviewed> {
  const answer = await client.rpc("get_message_sample", { booking_id: nullable(booking_id ?? null) });
  const { number, ...facts } = sample.parse(unwrap(answer));
  const { plan } = facts;
  const oldPlan = plan && later(plan, -3 * HOUR_S);
  const mail = renderMessage(
    words,
    {
      ...facts,
      code: MADE_UP.code,
      ...MADE_UP_WORDS[words.locale],
      next_plan: plan && later(plan, 7 * DAY_S),
    },
    {
      // The page itself opens with a link that was sent; a preview leads nowhere.
      link: `${appUrl}/p/…`,
      oldPlan,
      minutes: words.event === "visit.late" ? MADE_UP.minutes : null,
    },
  );
  return { ...mail, number };
}
