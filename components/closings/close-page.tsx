"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { CLOSING_GRACE } from "@/lib/closings/rules";

const CloseDialog = lazyShown(() => import("./close-dialog").then((dialog) => dialog.CloseDialog));

/** What closing does, said before anything is asked: who is out, what stays for how long, and how it is taken back. */
export function ClosePage() {
  const t = useTranslations("closings");
  const { organization } = useMember();
  const [isOpen, setIsOpen] = useState(false);
  const days = CLOSING_GRACE.shipped;
  return (
    <>
      <Card title={t("close", { name: organization.name })}>
        <ul className="grid list-disc gap-2 ps-5 text-text-2">
          <li>{t("effect.out")}</li>
          <li>{t("effect.customers")}</li>
          <li>{t("effect.grace", { days })}</li>
          <li>{t("effect.gone", { days })}</li>
        </ul>
        <p className="pt-3 text-text-2">
          {t.rich("before", {
            link: (words) => (
              <Link
                href={`/o/${organization.slug}/settings/privacy`}
                className="text-accent-text underline underline-offset-4"
              >
                {words}
              </Link>
            ),
          })}
        </p>
        <div className="pt-4">
          <Button variant="danger" onClick={() => setIsOpen(true)}>
            {t("open")}
          </Button>
        </div>
      </Card>
      {isOpen ? <CloseDialog organization={organization} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
