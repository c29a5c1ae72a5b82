"use client";

import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { When } from "@/components/shared/when";
import { fileAddress } from "@/lib/files/client";
import { isAnswered, shownItems } from "@/lib/job-checklists/rules";
import type { ChecklistAnswer, JobChecklist } from "@/lib/job-checklists/schema";
import type { Photo } from "@/lib/photos/schema";
import { PatientImage } from "./patient-image";

type ChecklistCardsProps = {
  checklists: readonly JobChecklist[];
  photos: readonly Photo[];
  timeZone: string;
};

/** Each checklist with its answers. A question that an answer has hidden is not shown. */
export function ChecklistCards({ checklists, photos, timeZone }: ChecklistCardsProps) {
  return checklists.map((checklist) => (
    <ChecklistCard key={checklist.id} checklist={checklist} photos={photos} timeZone={timeZone} />
  ));
}

type ChecklistCardProps = { checklist: JobChecklist; photos: readonly Photo[]; timeZone: string };

function ChecklistCard({ checklist, photos, timeZone }: ChecklistCardProps) {
  const t = useTranslations("visit-work.checklist");
  const items = shownItems(checklist.items, checklist.answers);
  const done = items.filter((item) => isAnswered(item, checklist, photos)).length;
  return (
    <Card
      title={checklist.name}
      action={
        <span className="text-13 text-text-3 tabular-nums">{t("progress", { done, all: items.length })}</span>
      }
    >
      <dl className="grid gap-2">
        {items.map((item) => (
          <div
            key={item.key}
            className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(8rem,2fr)_minmax(0,3fr)]"
          >
            <dt className="text-text-2">
              {item.label}
              {item.required ? null : <span className="ms-1.5 text-12 text-text-3">{t("optional")}</span>}
            </dt>
            <dd className="min-w-0 break-words">
              <Answer
                answer={checklist.answers[item.key]}
                unit={item.unit ?? null}
                photos={photos.filter(
                  (photo) => photo.checklist_id === checklist.id && photo.item_key === item.key,
                )}
                timeZone={timeZone}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

type AnswerProps = {
  answer: ChecklistAnswer | undefined;
  unit: string | null;
  photos: readonly Photo[];
  timeZone: string;
};

function Answer({ answer, unit, photos, timeZone }: AnswerProps) {
  const t = useTranslations("visit-work.checklist");
  const words = useAnswerWords();
  if (photos.length > 0)
    return (
      <span className="flex flex-wrap gap-1.5">
        {photos.map((photo) => (
          <PatientImage
            key={photo.id}
            src={fileAddress(photo.file_id, "small")}
            alt={photo.caption ?? t("photo")}
            className="size-12 rounded-control object-cover"
          />
        ))}
      </span>
    );
  if (!answer) return <span className="text-text-3">{t("open")}</span>;
  const earlier = answer.was?.at(-1);
  return (
    <>
      <span className="font-medium">{words(answer.value, unit)}</span>
      {answer.note ? <span className="ms-2">{answer.note}</span> : null}
      <span className="ms-2 text-13 text-text-3">
        {answer.by_name ? `${answer.by_name}, ` : null}
        <When at={answer.at} timeZone={timeZone} show="time" />
      </span>
      {earlier ? (
        <span className="block text-13 text-text-3">{t("was", { value: words(earlier.value, unit) })}</span>
      ) : null}
    </>
  );
}

function useAnswerWords() {
  const t = useTranslations("visit-work.checklist");
  return (value: ChecklistAnswer["value"], unit: string | null): string => {
    if (value === null) return t("notPossible");
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    return unit ? `${value} ${unit}` : String(value);
  };
}
