"use client";

import { HardHat } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Empty } from "@/components/shared/empty";
import { useCan, useMember } from "@/components/shared/member";
import { ButtonLink } from "@/components/ui/button";

export function NoPeople() {
  const t = useTranslations("board");
  const can = useCan();
  const { organization } = useMember();
  return (
    <Empty
      icon={<HardHat aria-hidden />}
      action={
        can("create", "resources") ? (
          <ButtonLink variant="primary" href={`/o/${organization.slug}/resources/new`}>
            {t("firstTechnician")}
          </ButtonLink>
        ) : null
      }
    >
      {t("empty")}
    </Empty>
  );
}
