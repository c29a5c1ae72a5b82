"use client";

import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { CodeAnswer } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { buttonLook, CARD, INPUT } from "@/components/shared/customer-look";
import { PortalLinkContext, type PortalLink } from "./portal-context";
import { problemWords } from "./problem-words";

const LENGTH = 6;
const POSITIONS = Array.from({ length: LENGTH }, (_, index) => index);

type CodeGateProps = {
  linkId: string;
  company: string;
  phone: PortalLink["phone"];
  timeZone: string;
  problem: string | null;
};

/** Six digits before anything of the visit is shown. Without script one field takes them. */
export function CodeGate({ linkId, company, phone, timeZone, problem }: CodeGateProps) {
  const t = useTranslations("portal.code");
  const words = useTranslations("portal");
  const [answer, setAnswer] = useState<CodeAnswer | null>(null);
  const link: PortalLink = { id: linkId, opIds: {}, company, phone, timeZone, refresh: () => undefined };
  const onDone = (result: CodeAnswer) => {
    setAnswer(result);
    // The whole page comes anew, this time with the visit.
    if (result.passed) location.replace(`/v/${linkId}`);
  };
  return (
    <PortalLinkContext value={link}>
      <section className={`${CARD} mx-auto max-w-md`} aria-labelledby="code-title">
        <h1 id="code-title" className="text-24">
          {t("title")}
        </h1>
        <p className="mt-2 text-text-2">{t("text", { company })}</p>
        <ActionForm<"code"> action="code" className="mt-6" onDone={onDone}>
          {({ isBusy, problem: refused }) => (
            <>
              <Digits isWrong={answer?.passed === false} tries={answer?.tries_left ?? null} />
              <Result answer={answer} initial={problem ? problemWords(problem, words) : null} />
              <button
                type="submit"
                aria-busy={isBusy || undefined}
                className={buttonLook("primary", "mt-4 w-full")}
              >
                {t("button")}
              </button>
              <ProblemLine problem={refused} />
            </>
          )}
        </ActionForm>
      </section>
    </PortalLinkContext>
  );
}

function Result({ answer, initial }: { answer: CodeAnswer | null; initial: string | null }) {
  const t = useTranslations("portal.code");
  const formats = useFormats();
  let words = initial ?? "";
  if (answer) {
    words = "";
    if (!answer.passed && answer.locked_until)
      words = t("locked", { time: formats.time(answer.locked_until) });
    else if (!answer.passed) words = t("wrong", { count: answer.tries_left ?? 0 });
  }
  return (
    <p role="alert" className={words ? "mt-3 text-danger" : "sr-only"}>
      {words}
    </p>
  );
}

/** One real field over six drawn boxes: pasting, the phone's suggestion and going back work as everywhere. */
function Digits({ isWrong, tries }: { isWrong: boolean; tries: number | null }) {
  const t = useTranslations("portal.code");
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const change = (text: string) => {
    const next = text.replaceAll(/\D/g, "").slice(0, LENGTH);
    setDigits(next);
    if (next.length === LENGTH && next !== digits) setTimeout(() => field.current?.form?.requestSubmit());
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    change(event.clipboardData.getData("text"));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") change("");
  };
  return (
    <label className="block">
      <span className="font-medium">{t("label")}</span>
      <span className="relative mt-2 flex gap-2">
        {POSITIONS.map((position) => (
          <span
            key={`${position}-${tries ?? ""}`}
            aria-hidden
            className={`grid h-14 min-w-0 flex-1 place-items-center rounded-control border text-24 tabular-nums ${
              isWrong && digits === "" ? "border-danger" : "border-border-strong"
            } ${position === Math.min(digits.length, LENGTH - 1) ? "peer-focus:outline-2" : ""}`}
          >
            {digits[position] ?? ""}
          </span>
        ))}
        <input
          ref={field}
          name="code"
          value={digits}
          onChange={(event) => change(event.target.value)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          required
          autoFocus
          aria-invalid={isWrong || undefined}
          className={`${INPUT} absolute inset-0 h-14 bg-transparent text-transparent caret-transparent [color-scheme:inherit]`}
        />
      </span>
    </label>
  );
}
