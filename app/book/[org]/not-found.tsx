import { getTranslator } from "@/lib/i18n/server";

/** Unknown, closed and suspended look the same: nothing here says whose page it was. */
export default async function NoBookingPage() {
  const t = await getTranslator("online-booking");
  return (
    <main className="mx-auto grid min-h-dvh max-w-[35rem] content-center gap-2 px-4 text-16">
      <h1 className="text-24">{t("notFound.title")}</h1>
      <p className="text-text-2">{t("notFound.text")}</p>
    </main>
  );
}
