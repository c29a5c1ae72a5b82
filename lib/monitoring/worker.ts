import "server-only";
import { appUrl, operatorEmail } from "@/lib/env";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mail/send";
import { diskUsed } from "@/lib/monitoring/disk";
import { renderAlert } from "@/lib/monitoring/mail";
import type { News } from "@/lib/monitoring/mail";
import { firing } from "@/lib/monitoring/rules";
import { measurements } from "@/lib/monitoring/schema";
import type { Sql } from "@/lib/worker/database";

/** Each minute: looks, keeps what is wrong, and writes to the operator what he does not know yet. */
export async function watchInstallation(sql: Sql): Promise<void> {
  const [row] = await sql<{ facts: unknown }[]>`select ops.measure() as facts`;
  const found = firing({ ...measurements.parse(row?.facts), diskUsed: await diskUsed() });
  const news = await sql<News[]>`
    select alert as id, kind as name, measured as value, news, at from ops.note_alerts(${sql.json(found)})`;
  for (const each of news) {
    await tell(each);
    await sql`select ops.alert_told(${each.id}, ${each.news})`;
  }
}

/** Without an address the log alone is told. */
async function tell(each: News): Promise<void> {
  const facts = { alert: each.name, value: each.value };
  if (each.news === "resolved") log.info("alert_resolved", facts);
  else log.error("alert_raised", facts);
  const to = operatorEmail();
  const mail = renderAlert(each, appUrl());
  if (!to || !mail) return;
  await sendMail({ to, kind: "alert", messageId: `${each.id}-${each.news}`, ...mail });
}
