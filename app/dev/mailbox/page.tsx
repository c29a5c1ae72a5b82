import type { Metadata } from "next";
import { MailboxPage } from "@/components/mailbox/mailbox-page";
import { single } from "@/components/shared/page-query";
import type { PageQuery } from "@/components/shared/page-query";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale, getTranslator } from "@/lib/i18n/server";
import { listKeptMessages, requireThisMachine } from "@/lib/mailbox/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("mailbox"))("title"), referrer: "no-referrer" };
}

export default async function Page({ searchParams }: { searchParams: PageQuery }) {
  await requireThisMachine();
  const [messages, query, locale] = await Promise.all([listKeptMessages(), searchParams, getLocale()]);
  return (
    <Words locale={locale} messages={pickMessages(locale, ["shared", "mailbox"])}>
      <MailboxPage messages={messages} selectedId={single(query.id)} />
    </Words>
  );
}
