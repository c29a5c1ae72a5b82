"use client";

import { useId, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Sheet } from "@/components/ui/sheet";
import { useFormats } from "@/lib/i18n/client";
import { FormProblem } from "./error-card";
import { useShortcuts } from "./use-shortcuts";

/** What a sheet needs of useRecordForm's answer. */
type FormState = {
  isSaving: boolean;
  problem: unknown;
  restoredAtMs: number | null;
  discardDraft: () => void;
  submit: (event?: { preventDefault: () => void }) => void;
};

type FormSheetProps = {
  open: boolean;
  title: string;
  /** The effect: "Add customer". */
  saveLabel: string;
  state: FormState;
  onClose: () => void;
  children: ReactNode;
};

/** Typing can begin at once; a choice before the first words is reached by Shift Tab. */
const FIRST_FIELD = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea";

/** A record's form over its page. ⌘Enter saves, Escape closes and keeps the words as a draft. */
export function FormSheet(props: FormSheetProps) {
  const { open, title, saveLabel, state, onClose, children } = props;
  const t = useTranslations("shared");
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  useShortcuts(
    open
      ? [
          {
            keys: "mod+enter",
            label: saveLabel,
            group: title,
            run: () => state.submit(),
            inFields: true,
            inDialogs: true,
          },
        ]
      : [],
  );
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={title}
      closeLabel={t("close")}
      initialFocus={() => form.current?.querySelector<HTMLElement>(FIRST_FIELD) ?? null}
      footer={
        <>
          <Button onClick={onClose}>{t("form.back")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={state.isSaving}>
            {saveLabel}
            <Kbd keys="mod+enter" tone="inverse" className="max-sm:hidden pointer-coarse:hidden" />
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} noValidate onSubmit={state.submit} className="grid gap-4 px-5 py-5">
        <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
        <FormProblem error={state.problem} />
        {children}
      </form>
    </Sheet>
  );
}

/** Says that old words are back, and offers to do without them. */
export function DraftNote({ atMs, onDiscard }: { atMs: number | null; onDiscard: () => void }) {
  const t = useTranslations("shared");
  const formats = useFormats();
  if (atMs === null) return null;
  return (
    <output className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-info-tint px-3 py-2 text-13 text-info">
      <span className="min-w-0 flex-1">{t("form.draft", { when: formats.dayTime(atMs) })}</span>
      <Button variant="ghost" size="sm" className="-my-1 text-info" onClick={onDiscard}>
        {t("form.discardDraft")}
      </Button>
    </output>
  );
}
