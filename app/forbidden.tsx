import { Notice } from "@/components/shared/notice";
import { ButtonLink } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/server";

export default async function Forbidden() {
  const t = await getTranslator("office");
  return (
    <main>
      <Notice
        code="403"
        title={t("forbidden.title")}
        action={<ButtonLink href="/">{t("notFound.home")}</ButtonLink>}
      >
        {t("forbidden.anywhere")}
      </Notice>
    </main>
  );
}
