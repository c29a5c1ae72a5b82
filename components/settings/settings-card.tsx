"use client";

import { Check } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { Button } from "@/components/ui/button";
import { useUnsaved } from "@/components/shared/leave-guard";

/** What a card needs of its form. */
type FormState = {
  /** The ref of the form element, where complaints lead to their fields. */
  attach?: (element: HTMLFormElement | null) => void;
  isDirty: boolean;
  isSaving: boolean;
  problem: unknown;
  restoredAtMs: number | null;
  discardDraft: () => void;
  submit: (event?: { preventDefault: () => void }) => void;
};

type SettingsCardProps = {
  title: string;
  /** Verb and object: "Save profile". */
  saveLabel: string;
  state: FormState;
  /** How often it was saved: each time "Saved" stands there for some seconds. */
  saves: number;
  children: ReactNode;
};

/** Each card saves alone and says so; the button is there when there is something to save. */
export function SettingsCard({ title, saveLabel, state, saves, children }: SettingsCardProps) {
  const t = useTranslations("settings");
  const id = useId();
  const isFresh = useIsFresh(saves);
  const { attach } = state;
  useUnsaved(id, state.isDirty);
  return (
    <form
      ref={attach}
      noValidate
      aria-labelledby={id}
      onSubmit={state.submit}
      className="grid gap-4 rounded-card edge bg-surface p-4"
    >
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
      <FormProblem error={state.problem} />
      {children}
      <div className="flex min-h-(--control) flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={state.isSaving} disabled={!state.isDirty}>
          {saveLabel}
        </Button>
        {state.isDirty ? (
          <>
            <Button variant="ghost" onClick={state.discardDraft}>
              {t("discard")}
            </Button>
            <span className="text-13 text-text-3">{t("unsaved")}</span>
          </>
        ) : null}
        <output className="inline-flex items-center gap-1.5 text-13 text-success">
          {isFresh && !state.isDirty ? (
            <>
              <Check aria-hidden className="size-4" strokeWidth={2} />
              {t("saved")}
            </>
          ) : null}
        </output>
      </div>
    </form>
  );
}

/** "Saved" stands for some seconds, then the calm is back. */
function useIsFresh(saves: number): boolean {
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (saves === 0) return;
    const timer = setTimeout(() => setSeen(saves), 6000);
    return () => clearTimeout(timer);
  }, [saves]);
  return saves > seen;
}

/** A card without a form: what takes effect at once, or is only read. */
export function SettingsPanel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 rounded-card edge bg-surface p-4">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
