"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook } from "@/components/shared/customer-look";
import type { ApiProblem } from "@/lib/http/api-problem";
import type { Draft } from "./draft";
import { PhotoField } from "./photo-field";
import { ProblemLine } from "./problem-line";
import { TextField } from "./text-field";
import type { Photos } from "./use-photos";

type WhoStepProps = {
  who: Draft["who"];
  onWho: (who: Draft["who"]) => void;
  isRequest: boolean;
  isBusy: boolean;
  problem: ApiProblem | null;
  photos: Photos;
  onSend: () => void;
};

const FIELDS = [
  { name: "name", type: "text", autoComplete: "name", maxLength: 200 },
  { name: "phone", type: "tel", autoComplete: "tel", maxLength: 40 },
  { name: "email", type: "email", autoComplete: "email", maxLength: 254 },
] as const;
type FieldName = (typeof FIELDS)[number]["name"];

const looksLikeMail = (text: string) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text.trim());

/** Why a field cannot be sent as it is; the server's own no counts as well. */
function faultOf(
  name: FieldName,
  text: string,
  problem: ApiProblem | null,
): "required" | "email" | "phone" | null {
  if (text.trim() === "") return "required";
  const isRefused = problem?.errors.some(({ field }) => field === name) ?? false;
  if (name === "email" && (!looksLikeMail(text) || isRefused)) return "email";
  if (name === "phone" && (text.trim().length < 3 || isRefused)) return "phone";
  return isRefused ? "required" : null;
}

/** Who it is: three fields and what he wants to say. The button says what happens next. */
export function WhoStep({ who, onWho, isRequest, isBusy, problem, photos, onSend }: WhoStepProps) {
  const t = useTranslations("online-booking");
  const [isTried, setIsTried] = useState(false);
  const hints = { name: "", phone: t("who.phoneHint"), email: isRequest ? "" : t("who.emailHint") };
  const errorOf = (name: FieldName) => {
    const fault = isTried && faultOf(name, who[name], problem);
    return fault ? t(`field.${fault}`) : null;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isBusy && !photos.isSending && FIELDS.every(({ name }) => faultOf(name, who[name], null) === null))
      onSend();
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[35rem] gap-4">
      <p>{t("who.question")}</p>
      {FIELDS.map((field) => (
        <TextField
          {...field}
          key={field.name}
          label={t(`who.${field.name}`)}
          hint={hints[field.name]}
          value={who[field.name]}
          onText={(text) => onWho({ ...who, [field.name]: text })}
          error={errorOf(field.name)}
        />
      ))}
      <TextField
        label={t("who.note")}
        optional={t("optional")}
        name="note"
        rows={3}
        maxLength={2000}
        value={who.note}
        onText={(note) => onWho({ ...who, note })}
      />
      <PhotoField photos={photos} />
      <ProblemLine problem={problem} />
      <SendPart isRequest={isRequest} isBusy={isBusy} isWaiting={photos.isSending} isTried={isTried} />
    </form>
  );
}

type SendPartProps = { isRequest: boolean; isBusy: boolean; isWaiting: boolean; isTried: boolean };

/** The button, and why it does not send yet. */
function SendPart({ isRequest, isBusy, isWaiting, isTried }: SendPartProps) {
  const t = useTranslations("online-booking");
  const says = isTried && isWaiting;
  return (
    <>
      <p role="status" className={says ? "text-14 text-text-2" : "sr-only"}>
        {says ? t("photos.wait") : ""}
      </p>
      <button
        type="submit"
        aria-busy={isBusy || isWaiting || undefined}
        className={buttonLook("primary", "sm:justify-self-start sm:px-6")}
      >
        {t(isRequest ? "who.request" : "who.send")}
      </button>
    </>
  );
}
