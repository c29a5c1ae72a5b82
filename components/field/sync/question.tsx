"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useLive } from "@/lib/field/current";
import { decide, forget, sendAgain } from "@/lib/field/parked";
import type { Answer } from "@/lib/field/parked";
import type { StoredOperation } from "@/lib/field/store";
import type { Parked } from "@/lib/field/use-sync";
import { useFormats } from "@/lib/i18n/client";
import { useOfficeWords } from "./office-words";
import { useOperationName } from "./operation-name";
import { useReason } from "./reason";
import { useVisitName } from "./use-visit-name";

const BUTTON = "h-auto min-h-14 flex-1 basis-40 text-16 whitespace-normal";

/** What could not be done as the person did it: both versions, and what can be decided from here. */
export function Question({ parked }: { parked: Parked }) {
  const t = useTranslations("field-app.question");
  const { question, visitId, local } = parked;
  const visit = useVisitName(visitId);
  const reasonOf = useReason();
  const lastAnswer = useLastAnswer(question.op_id);
  const isHere = local?.parked_by === "phone";
  return (
    <li className="grid gap-3 rounded-card edge border-warning bg-surface p-3">
      <p className="text-18 font-semibold [overflow-wrap:anywhere]">{visit ?? t("noVisit")}</p>
      <p className="text-16">{reasonOf(question.code, local?.detail ?? null)}</p>
      <Versions parked={parked} />
      {lastAnswer ? <p className="text-16 font-semibold">{t("stillOpen")}</p> : null}
      {question.state === "with_office" ? (
        <p role="status" className="text-16">
          {t("withOffice")}
        </p>
      ) : null}
      {question.state === "parked" && !isHere ? <Decisions parked={parked} /> : null}
      {isHere && local ? <OwnDecisions row={local} /> : null}
    </li>
  );
}

/** The office's answer to the last decision, where it could not be carried out. */
function useLastAnswer(opId: string): StoredOperation | undefined {
  return useLive(
    async (store) => {
      const rows = await store.operations.where("entity_id").equals(opId).sortBy("seq");
      const last = rows.at(-1);
      return last?.state === "done" && last.result !== "applied" ? last : undefined;
    },
    [opId],
  );
}

function Versions({ parked: { question, visitId } }: { parked: Parked }) {
  const t = useTranslations("field-app.question");
  const formats = useFormats();
  const nameOf = useOperationName();
  const officeWords = useOfficeWords(visitId);
  return (
    <div className="grid gap-2 min-[30rem]:grid-cols-2">
      <Version title={t("mine")}>
        <p>{nameOf(question.kind, question.payload)}</p>
        <p className="text-14 text-text-2">
          {t("phoneTime", { time: formats.dayTime(question.device_time) })}
        </p>
      </Version>
      {question.office ? <Version title={t("office")}>{officeWords(question.office)}</Version> : null}
    </div>
  );
}

function Version({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1 rounded-control edge p-3">
      <h3 className="text-14 font-semibold text-text-2">{title}</h3>
      <div className="text-16 [overflow-wrap:anywhere]">{children}</div>
    </div>
  );
}

/** Answers to the office, sent like everything else: without signal they wait. */
function Decisions({ parked }: { parked: Parked }) {
  const t = useTranslations("field-app.question");
  const [isRunning, setIsRunning] = useState(false);
  const answer = async (what: Answer) => {
    if (isRunning) return;
    setIsRunning(true);
    await decide(parked, what).finally(() => setIsRunning(false));
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button className={BUTTON} busy={isRunning} onClick={() => void answer("retry")}>
        {t("keepMine")}
      </Button>
      <Button className={BUTTON} busy={isRunning} onClick={() => void answer("discard")}>
        {t("takeOffice")}
      </Button>
      <Button className={BUTTON} busy={isRunning} onClick={() => void answer("ask_office")}>
        {t("askOffice")}
      </Button>
    </div>
  );
}

/** What the office has never seen: nobody there can answer for it. */
function OwnDecisions({ row }: { row: StoredOperation }) {
  const t = useTranslations("field-app.question");
  const [isAsked, setIsAsked] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<RotateCw aria-hidden />} className={BUTTON} onClick={() => void sendAgain(row)}>
        {t("sendAgain")}
      </Button>
      <Button
        icon={<Trash2 aria-hidden />}
        className={BUTTON}
        onClick={() => (isAsked ? void forget(row) : setIsAsked(true))}
      >
        {isAsked ? t("forgetSure") : t("forget")}
      </Button>
    </div>
  );
}
