import { api } from "@/lib/http/fetch";
import type { MailServer, MailServerUpdate } from "@/lib/mail-servers/schema";

type Answer = { data: MailServer };
const PATH = "/settings/mail-server";

export const mailServerKeys = { all: ["mail-server"] as const };

export async function fetchMailServer(signal?: AbortSignal): Promise<MailServer> {
  return (await api<Answer>(PATH, { signal })).data;
}

/** What is not named stays; the password too, as long as it goes to the same place. */
export async function updateMailServer(version: number, body: MailServerUpdate): Promise<MailServer> {
  return (await api<Answer>(PATH, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeMailServer(version: number): Promise<MailServer> {
  return (await api<Answer>(PATH, { method: "DELETE", ifMatch: version })).data;
}

/** Of the server in this version. Answers at once: ask again until `test.ended_at` is there. */
export async function testMailServer(version: number): Promise<MailServer> {
  return (await api<Answer>(`${PATH}/tests`, { method: "POST", body: {}, ifMatch: version })).data;
}
