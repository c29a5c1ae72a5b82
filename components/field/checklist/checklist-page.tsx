"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { Progress } from "@/components/ui/progress";
import { isAnswered, shownItems } from "@/lib/job-checklists/rules";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";
import { FieldPage } from "../shell/page";
import { BigButton } from "../visit/big-button";
import { NextStepButton } from "../visit/next-step-button";
import { partPath } from "../visit/paths";
import { nextStep } from "../visit/rules";
import type { PartProps } from "../visit/part-props";
import { Question } from "./question";
import { firstOpen, progressOf } from "./rules";

const anchorOf = (checklistId: string, key: string) => `${checklistId}-${key}`;

/** All questions of a visit below each other; the button leads to the next open one, then to what comes after. */
export function ChecklistPage({ visit, unsent, settings }: PartProps) {
  const t = useTranslations("field.checklist");
  const { checklists, photos } = visit;
  const open = firstOpen(checklists, photos);
  const step = nextStep(visit, settings.features);
  useScrollToList();
  const goOn = () =>
    open
      ? document.getElementById(anchorOf(open.checklistId, open.key))?.scrollIntoView({ block: "center" })
      : undefined;
  const isOpen = step?.kind === "checklist" || (open !== null && step?.kind === "complete");
  return (
    <FieldPage
      title={t("title")}
      back={{ href: partPath(visit.id), label: t("visit") }}
      actions={
        isOpen ? (
          <BigButton height="primary" variant="primary" onClick={goOn}>
            {t("nextOpen")}
          </BigButton>
        ) : (
          <NextStepButton visit={visit} settings={settings} opensVisit />
        )
      }
    >
      {checklists.length === 0 ? <p className="px-4 py-6 text-18">{t("none")}</p> : null}
      {checklists.map((checklist) => (
        <Checklist key={checklist.id} visit={visit} checklist={checklist} unsent={unsent} />
      ))}
    </FieldPage>
  );
}

/** The line tapped on the visit names the list. */
function useScrollToList(): void {
  useEffect(() => {
    const list = new URLSearchParams(window.location.search).get("list");
    if (list) document.getElementById(list)?.scrollIntoView();
  }, []);
}

type ChecklistProps = { visit: Visit; checklist: VisitChecklist; unsent: PartProps["unsent"] };

function Checklist({ visit, checklist, unsent }: ChecklistProps) {
  const t = useTranslations("field.checklist");
  const { done, total } = progressOf(checklist, visit.photos);
  const label = t("progress", { done, total });
  return (
    <section id={checklist.id} aria-label={checklist.name} className="scroll-mt-14">
      <div className="sticky top-14 z-5 grid gap-1 edge-b bg-bg px-4 py-2">
        <h2 className="flex items-baseline justify-between gap-3 text-16 font-semibold">
          <span className="min-w-0 [overflow-wrap:anywhere]">{checklist.name}</span>
          <span className="shrink-0 text-text-2 tabular-nums">{label}</span>
        </h2>
        <Progress value={total === 0 ? 100 : (done / total) * 100} label={label} hideLabel />
      </div>
      <ol className="grid">
        {shownItems(checklist.items, checklist.answers).map((item) => (
          <li
            key={item.key}
            id={anchorOf(checklist.id, item.key)}
            className="min-h-[30dvh] scroll-mt-32 edge-b px-4 py-4"
          >
            <Question
              visit={visit}
              checklist={checklist}
              item={item}
              unsent={unsent}
              isDone={isAnswered(item, checklist, visit.photos)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
