import { expect } from "@playwright/test";
import { installation } from "./installation";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  kind: string;
  attachments?: { name: string; size_bytes: number }[];
};

/** Mail is kept by the embedded stack, newest first; the secret key opens it. */
async function listMail(to: string): Promise<Mail[]> {
  const response = await fetch(`${installation.supabaseUrl}/_mail`, {
    headers: { apikey: installation.secretKey },
  });
  if (!response.ok) throw new Error(`The mailbox answers ${response.status}.`);
  const mails = (await response.json()) as Mail[];
  return mails.filter((mail) => mail.to.includes(to));
}

/** The newest mail to an address; waits until there are `count` of them. */
export async function waitForMail(to: string, count = 1): Promise<Mail> {
  await expect
    .poll(async () => (await listMail(to)).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(count);
  const mails = await listMail(to);
  const newest = mails[0];
  if (!newest) throw new Error(`No mail to ${to}.`);
  return newest;
}

/** The first link of a mail whose path begins so, as path and query: the test's own origin is used. */
export function linkIn(mail: Mail, path: string): string {
  const addresses = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const found = addresses.map((address) => new URL(address)).find((url) => url.pathname.startsWith(path));
  if (!found) throw new Error(`No link to ${path} in the mail "${mail.subject}".`);
  return `${found.pathname}${found.search}`;
}

/** The first link whose path begins so of any mail to an address, whatever else is sent to it before or after. */
export async function waitForLink(to: string, path: string): Promise<string> {
  const find = async () =>
    (await listMail(to))
      .flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? [])
      .map((address) => new URL(address))
      .find((url) => url.pathname.startsWith(path));
  await expect.poll(find, { message: `a link to ${path} for ${to}`, timeout: 30_000 }).toBeTruthy();
  const found = await find();
  if (!found) throw new Error(`The link to ${path} for ${to} is gone.`);
  return `${found.pathname}${found.search}`;
}
