import { StandingPage } from "@/components/portal/standing-page";
import { getTranslator } from "@/lib/i18n/server";

/** No cookie, an old one, another link's: the same words for all, and no company's name. */
export default async function NotFound() {
  const t = await getTranslator("portal");
  return <StandingPage title={t("closed.title")}>{t("closed.text")}</StandingPage>;
}
