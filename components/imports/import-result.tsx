"use client";

import { Download, Upload } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FollowedOperation } from "@/components/batch-operations/operation-progress";
import { Card } from "@/components/shared/card";
import { FormProblem } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { Button, ButtonLink } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { useFormats } from "@/lib/i18n/client";
import { leftOutAddress } from "@/lib/imports/client";
import { hasName } from "@/lib/imports/rules";
import type { Import } from "@/lib/imports/schema";
import { useImportWrites } from "./use-imports";

/** What happens with the rows, or happened, and the one next step. */
export function ImportResult({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const isOver = ["done", "stopped", "cancelled", "importing"].includes(found.state);
  const stayedOut = found.counts.duplicate + found.counts.error;
  return (
    <Card title={isOver ? t("resultDone") : t("result")}>
      <div className="grid gap-4">
        <Figures found={found} />
        {found.counts.unsure > 0 ? (
          <p className="text-13 text-text-2">{t("unsure", { count: found.counts.unsure })}</p>
        ) : null}
        {found.state === "checking" ? <Checking found={found} /> : null}
        {found.state === "cancelled" ? <p className="text-text-2">{t("cancelledHint")}</p> : null}
        {found.state === "stopped" ? <p className="text-text-2">{t("stoppedHint")}</p> : null}
        {found.state === "importing" ? (
          <FollowedOperation
            id={found.operation_id}
            fallback={<Progress value={null} label={t("importing")} />}
          />
        ) : null}
        <NextStep found={found} />
        {stayedOut > 0 && !found.rows_removed_at && found.state !== "checking" ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a
              href={leftOutAddress(found.id)}
              download
              className="touch-target inline-flex items-center gap-1.5 text-accent-text underline-offset-4 hover:underline"
            >
              <Download aria-hidden className="size-4" strokeWidth={1.75} />
              {t("leftOut")}
            </a>
            <span className="text-13 text-text-3">{t("leftOutHint")}</span>
          </div>
        ) : null}
        <p className="max-w-prose text-13 text-text-3">{t("rule")}</p>
      </div>
    </Card>
  );
}

function Figures({ found: { counts, state } }: { found: Import }) {
  const t = useTranslations("imports");
  const formats = useFormats();
  const isBefore = state === "ready" || state === "checking";
  const figures = [
    ...(isBefore ? [] : [{ count: counts.created, words: t("created", { count: counts.created }) }]),
    ...(isBefore
      ? [{ count: counts.new, words: t("willCreate", { count: counts.new }) }]
      : counts.new > 0
        ? [{ count: counts.new, words: t("stillNew", { count: counts.new }) }]
        : []),
    { count: counts.duplicate, words: t("duplicates", { count: counts.duplicate }) },
    { count: counts.error, words: t("errors", { count: counts.error }) },
  ];
  return (
    <ul className="flex flex-wrap gap-x-10 gap-y-3">
      {figures.map(({ count, words }) => (
        <li key={words} className="grid">
          <span className="text-24 tabular-nums">{formats.number(count)}</span>
          <span className="text-13 text-text-2">{words}</span>
        </li>
      ))}
    </ul>
  );
}

function Checking({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const formats = useFormats();
  const total = Math.max(1, found.row_count);
  return (
    <Progress
      value={Math.min(100, Math.round((found.judged / total) * 100))}
      label={t("checkingRows", {
        done: formats.number(found.judged),
        total: formats.number(found.row_count),
      })}
    />
  );
}

function NextStep({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const may = useCan();
  const { slug } = useMember().organization;
  const { start } = useImportWrites(found);
  const isFresh = found.state === "ready";
  const goesOn = found.state === "stopped" || found.state === "cancelled";
  if (found.state === "done") {
    return (
      <ButtonLink href={`/o/${slug}/customers`} variant="primary" className="justify-self-start">
        {t("openCustomers")}
      </ButtonLink>
    );
  }
  if ((!isFresh && !goesOn) || !may("create", "imports") || !may("create", "customers")) return null;
  if (found.counts.new === 0) {
    return <p className="font-medium">{hasName(found.mapping) ? t("nothing") : t("needsName")}</p>;
  }
  const words = { count: found.counts.new };
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        variant="primary"
        icon={<Upload aria-hidden />}
        busy={start.isPending}
        onClick={() => start.mutate()}
      >
        {isFresh ? t("start", words) : t("continue", words)}
      </Button>
      <FormProblem error={start.error} />
    </div>
  );
}
