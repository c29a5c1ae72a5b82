"use client";

import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { Slot } from "@/lib/slots/schema";
import type { CallMode } from "./call-form";
import { ExactTime } from "./exact-time";
import { Part } from "./part";
import { SlotChoice } from "./slot-choice";
import type { Held } from "./use-hold";
import type { PartProps } from "./who-part";

const MODES: readonly CallMode[] = ["slots", "exact", "backlog"];

type WhenPartProps = PartProps & {
  person: { id: string; name: string } | null;
  onAnybody: () => void;
  held: Held | null;
  instead: readonly Slot[] | null;
  onChoose: (slot: Slot) => void;
  onMode: (mode: CallMode) => void;
};

/** When and who: the best free times, a certain one, or later with a date by which it must be. */
export function WhenPart(props: WhenPartProps) {
  const t = useTranslations("planning.when");
  const { form, set, onMode } = props;
  return (
    <Part
      name="when"
      title={t("title")}
      aside={
        <Segmented
          aria-label={t("mode")}
          value={form.mode}
          onValueChange={onMode}
          options={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
        />
      }
    >
      {form.mode === "slots" ? (
        <SlotChoice {...props} onBacklog={() => onMode("backlog")} />
      ) : form.mode === "exact" ? (
        <ExactTime form={form} set={set} />
      ) : (
        <Field label={t("dueOn")} hint={t("dueHint")} error={props.errorOf("due_on")} className="max-w-60">
          <Input type="date" value={form.dueOn} onChange={(event) => set({ dueOn: event.target.value })} />
        </Field>
      )}
    </Part>
  );
}
