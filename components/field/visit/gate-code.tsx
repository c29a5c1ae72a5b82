"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useGateCode } from "@/lib/field/gate-codes";
import { act } from "@/lib/field/outbox";
import type { Visit } from "@/lib/sync/schema";
import { BigButton } from "./big-button";
import { FullNotice } from "./full-notice";
import { useNow } from "./use-now";
import { useWriting } from "./use-writing";

/** As long as it takes to type it in; then it is covered again, for the pocket and the next pair of eyes. */
const SHOWN_MS = 30_000;
const LOOK_MS = 30_000;

/**
 * The code of the gate, covered until asked for. The look is written down first and shown then: without signal it
 * waits with the other entries and reaches the office's audit log later.
 */
export function GateCode({ visit }: { visit: Visit }) {
  const t = useTranslations("field.contact");
  const code = useGateCode(visit.property.id, useNow(LOOK_MS));
  const [isShown, setIsShown] = useState(false);
  const writing = useWriting();
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => setIsShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  if (!code) return null;
  const show = async () => {
    const isKept = await writing.write(() => act("gate_code.shown", visit.id, {}, { visitId: visit.id }));
    if (isKept) setIsShown(true);
  };
  return (
    <div className="grid gap-2">
      <p role="status" className="font-mono text-24 [overflow-wrap:anywhere]">
        {isShown ? code : <span className="sr-only">{t("codeHidden")}</span>}
      </p>
      <BigButton
        icon={<KeyRound aria-hidden />}
        busy={writing.isBusy}
        onClick={isShown ? () => setIsShown(false) : () => void show()}
      >
        {isShown ? t("hideCode") : t("showCode")}
      </BigButton>
      <p className="text-14 text-text-2">{t("codeNoted")}</p>
      <FullNotice unsent={writing.fullWith} />
    </div>
  );
}
