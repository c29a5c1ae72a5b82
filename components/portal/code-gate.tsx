"use client";

import { useRef, useState, useSyncExternalStore } from "react";
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
  const [tries, setTries] = useState(0);
  const link: PortalLink = {
    id: linkId,
    opIds: {},
    company,
    phone,
    timeZone,
    kept: null,
    refresh: () => undefined,
  };
  const onDone = (result: CodeAnswer) => {
    setAnswer(result);
    setTries((count) => count + 1);
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
              {/* Another try begins with empty boxes. */}
              <Digits key={tries} isWrong={answer?.passed === false} />
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

const never = () => () => undefined;

/**
 * One real field over six drawn boxes: pasting, the phone's suggestion and going back work as everywhere. Before there
 * is script nobody could draw what is typed, so the field shows it itself.
 */
function Digits({ isWrong }: { isWrong: boolean }) {
  const t = useTranslations("portal.code");
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const isDrawn = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const change = (text: string) => {
    const next = text.replaceAll(/\D/g, "").slice(0, LENGTH);
    setDigits(next);
    if (next.length === LENGTH && next !== digits) setTimeout(() => field.current?.form?.requestSubmit());
  };
  return (
    <div>
      <label htmlFor="code" className="font-medium">
        {t("label")}
      </label>
      <div className="relative mt-2">
        {isDrawn ? <Boxes digits={digits} isWrong={isWrong} /> : null}
        <input
          ref={field}
          id="code"
          name="code"
          value={digits}
          onChange={(event) => change(event.target.value)}
          onPaste={(event) => {
            event.preventDefault();
            change(event.clipboardData.getData("text"));
          }}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          required
          autoFocus
          aria-invalid={isWrong || undefined}
          className={
            isDrawn
              ? "absolute inset-0 h-14 w-full rounded-control bg-transparent text-transparent caret-transparent"
              : `${INPUT} h-14 text-24 tracking-[0.5em] tabular-nums`
          }
        />
      </div>
    </div>
  );
}

function Boxes({ digits, isWrong }: { digits: string; isWrong: boolean }) {
  return (
    <div aria-hidden className="flex h-14 gap-2">
      {POSITIONS.map((position) => (
        <span
          key={position}
          className={`grid min-w-0 flex-1 place-items-center rounded-control border text-24 tabular-nums ${
            isWrong && digits === "" ? "border-danger" : "border-border-strong"
          } ${position === digits.length ? "bg-sunken" : ""}`}
        >
          {digits[position] ?? ""}
        </span>
      ))}
    </div>
  );
}
