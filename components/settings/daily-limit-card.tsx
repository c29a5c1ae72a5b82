"use client";

import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { Field } from "@/components/ui/field";
import { limitOrNone, NO_DAILY_LIMIT } from "@/lib/settings/rules";
import type { DailyLimit } from "@/lib/settings/rules";
import { schedulingFields } from "@/lib/settings/schema";
import type { Settings } from "@/lib/settings/schema";
import { NumberInput } from "./number-input";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";
import { useSchedulingWords } from "./use-scheduling-words";
import { useSettingsStore } from "./use-settings-store";

type Limit = { daily_limit: DailyLimit | null };

const schema = z.strictObject({ daily_limit: schedulingFields.daily_limit });

const FIELDS = [
  { name: "max_visits", unit: "visits" },
  { name: "max_minutes", unit: "minutes" },
  { name: "urgent_reserve_min", unit: "minutes" },
] as const;

/** An empty number is "no limit", not zero. */
const numberOrNull = {
  setValueAs: (value: unknown) => (value === "" || value === null ? null : Number(value)),
};

/** What a person is given on a day, unless it has a limit of its own. */
export function DailyLimitCard({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.scheduling");
  const words = useSchedulingWords();
  const { send, store } = useSettingsStore();
  const { state, saves, conflict } = useCardForm<Settings, Limit, Limit>({
    name: "scheduling.limit",
    schema,
    record: settings,
    fieldsOf: ({ scheduling }) => ({ daily_limit: scheduling.daily_limit ?? NO_DAILY_LIMIT }),
    send: (version, { daily_limit = null }) => send(version, { daily_limit: limitOrNone(daily_limit) }),
    onSaved: store,
    words,
  });
  const { form, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("group.limit.title")}
        saveLabel={t("group.limit.save")}
        state={state}
        saves={saves}
      >
        <p className="-mt-2 text-13 text-text-3">{t("limit.hint")}</p>
        {FIELDS.map(({ name, unit }) => (
          <Field
            key={name}
            label={t(`limit.${name}`)}
            hint={name === "urgent_reserve_min" ? t("limit.reserveHint") : undefined}
            error={errorOf(`daily_limit.${name}`) ? t(`limit.wrong.${name}`) : null}
          >
            <NumberInput
              {...form.register(`daily_limit.${name}`, numberOrNull)}
              unit={t(`unit.${unit}`)}
              min={name === "urgent_reserve_min" ? 0 : 1}
              step={1}
            />
          </Field>
        ))}
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
