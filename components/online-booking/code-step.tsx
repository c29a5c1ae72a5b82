"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook, INPUT, LINK } from "@/components/shared/customer-look";
import { ProblemLine } from "./problem-line";
import type { Booking } from "./use-booking";

const digitsOf = (text: string) => text.replace(/\D/g, "").slice(0, 6);

type CodeStepProps = { booking: Booking; email: string; triesLeft: number; left: string };

/** Six digits from the mailbox. What came of them stands beside the field, and a new code is one press away. */
export function CodeStep({ booking, email, triesLeft, left }: CodeStepProps) {
  const t = useTranslations("online-booking");
  const [code, setCode] = useState("");
  const [isTried, setIsTried] = useState(false);
  const { codeState, busy, problem, typeCode, sendAgain } = booking;
  const isLocked = codeState === "code_expired" || triesLeft === 0;
  const said = {
    code_wrong: t("code.wrong", { count: triesLeft }),
    code_locked: t("code.locked"),
    code_expired: t("code.expired"),
    code_sent: "",
  };
  const outcome =
    isLocked && codeState !== "code_expired" ? t("code.locked") : codeState ? said[codeState] : "";
  const error = isTried && code.length < 6 ? t("field.code") : outcome;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (code.length < 6 || busy || isLocked) return;
    setIsTried(false);
    void typeCode(code).then(() => setCode(""));
  };
  const again = () => {
    setCode("");
    setIsTried(false);
    void sendAgain();
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[35rem] gap-4">
      <p className="break-words">{t("code.question", { email })}</p>
      <CodeField code={code} onCode={setCode} isLocked={isLocked} error={error} />
      <p id="book-code-until" className="-mt-2 text-14 text-text-2 tabular-nums">
        {t("code.until", { time: left })}
      </p>
      <ProblemLine problem={problem} />
      <CodeButtons booking={booking} isLocked={isLocked} onAgain={again} />
    </form>
  );
}

type CodeFieldProps = { code: string; onCode: (code: string) => void; isLocked: boolean; error: string };

function CodeField({ code, onCode, isLocked, error }: CodeFieldProps) {
  const t = useTranslations("online-booking.code");
  return (
    <div className="grid gap-1.5">
      <label htmlFor="book-code" className="text-14 font-medium">
        {t("label")}
      </label>
      <input
        id="book-code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        disabled={isLocked}
        aria-invalid={error ? true : undefined}
        aria-describedby="book-code-error book-code-until"
        onChange={(event) => onCode(digitsOf(event.target.value))}
        className={`${INPUT} max-w-48 text-20 tracking-widest tabular-nums disabled:bg-sunken`}
      />
      <p id="book-code-error" role="alert" className={error ? "text-danger" : "sr-only"}>
        {error}
      </p>
    </div>
  );
}

function CodeButtons({
  booking,
  isLocked,
  onAgain,
}: {
  booking: Booking;
  isLocked: boolean;
  onAgain: () => void;
}) {
  const t = useTranslations("online-booking.code");
  const { busy, changeDetails } = booking;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      {isLocked ? null : (
        <button
          type="submit"
          aria-busy={busy === "code" || undefined}
          className={buttonLook("primary", "max-sm:w-full sm:px-6")}
        >
          {t("book")}
        </button>
      )}
      <button
        type="button"
        onClick={onAgain}
        aria-busy={busy === "again" || undefined}
        className={isLocked ? buttonLook("primary", "max-sm:w-full") : `${LINK} min-h-12`}
      >
        {t("again")}
      </button>
      <button type="button" onClick={changeDetails} className={`${LINK} min-h-12`}>
        {t("otherMail")}
      </button>
    </div>
  );
}
