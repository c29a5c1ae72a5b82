"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { consentKeys, fetchConsents } from "@/lib/consents/client";
import type { Consent } from "@/lib/consents/schema";

const ConsentDialog = lazyShown(() => import("./consent-dialog").then((dialog) => dialog.ConsentDialog));

/** What the customer agreed to and took back, with how one knows. The switch for messages stands in the card above. */
export function ConsentCard({ customerId }: { customerId: string }) {
  const t = useTranslations("consents");
  const may = useCan();
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: consentKeys.ofCustomer(customerId),
    queryFn: ({ signal }) => fetchConsents(customerId, signal),
  });
  return (
    <Card
      title={t("title")}
      action={
        may("update", "customers") ? (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            {t("add")}
          </Button>
        ) : undefined
      }
    >
      {error && !data ? (
        <ErrorCard
          title={t("error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : data ? (
        <Lines consents={data} />
      ) : (
        <SkeletonLines lines={2} />
      )}
      {isOpen ? <ConsentDialog customerId={customerId} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
}

function Lines({ consents }: { consents: readonly Consent[] }) {
  const t = useTranslations("consents");
  if (consents.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <ul className="grid gap-2">
      {consents.map((consent) => {
        const Icon = consent.is_given ? Check : X;
        const by = consent.recorded_by?.name;
        return (
          <li key={consent.id} className="flex items-start gap-2">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
            <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {t(consent.is_given ? "given" : "withdrawn", { purpose: t(`purpose.${consent.purpose}`) })}
              <span className="block text-13 text-text-3">
                <When at={consent.decided_at} show="day" /> · {t(`source.${consent.source}`)}
                {by ? ` · ${by}` : ""}
              </span>
              {consent.note ? <span className="block text-13 text-text-2">{consent.note}</span> : null}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
