import { ButtonLink } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/server";
import { Notice } from "@/components/shared/notice";

/** One page for what does not exist and for another company's record: the difference would tell. */
export async function NotFoundPage() {
  const t = await getTranslator("office");
  return (
    <Notice
      code="404"
      title={t("notFound.title")}
      action={
        <ButtonLink href="/" variant="primary">
          {t("notFound.home")}
        </ButtonLink>
      }
    >
      {t("notFound.text")}
    </Notice>
  );
}
