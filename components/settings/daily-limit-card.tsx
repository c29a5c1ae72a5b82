"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import { limitOrNone, NO_DAILY_LIMIT } from "@/lib/settings/rules";
import type { DailyLimit } from "@/lib/settings/rules";
import type { Settings } from "@/lib/settings/schema";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";
import { useSchedulingWords } from "./use-scheduling-words";
import { useSettingsStore } from "./use-settings-store";

type Limit = { daily_limit: DailyLimit | null };

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.dailyLimitCard));

const FIELDS = [
  { name: "max_visits", unit: "visits" },
  { name: "max_minutes", unit: "minutes" },
  { name: "urgent_reserve_min", unit: "minutes" },
] as const;

/** What a person is given on a day, unless it has a limit of its own. */
export function DailyLimitCard({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.scheduling");
  const words = useSchedulingWords();
  const { send, store } = useSettingsStore();
  const { state, saves, conflict } = useCardForm<Settings, Limit, Limit>({
    name: "scheduling.limit",
    parse,
    record: settings,
    fieldsOf: ({ scheduling }) => ({ daily_limit: scheduling.daily_limit ?? NO_DAILY_LIMIT }),
    send: (version, { daily_limit = null }) => send(version, { daily_limit: limitOrNone(daily_limit) }),
    onSaved: store,
    words,
  });
  const { values, set, errorOf } = state;
  const limit = values.daily_limit ?? NO_DAILY_LIMIT;
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
              name={`daily_limit.${name}`}
              // An empty number is "no limit", not zero.
              value={limit[name] ?? ""}
              onChange={(event) => set({ daily_limit: { ...limit, [name]: toNumber(event.target.value) } })}
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
