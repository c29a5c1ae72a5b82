"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import type { Settings } from "@/lib/settings/schema";
import { SETTING_LIMITS } from "@/lib/settings/rules";
import type { NumberSetting } from "@/lib/settings/rules";
import type { Numbers } from "./card-schemas";
import { SettingsCard } from "./settings-card";
import { NumberInput, toNumber } from "./number-input";
import { useCardForm } from "./use-card-form";
import { useSchedulingWords } from "./use-scheduling-words";
import { useSettingsStore } from "./use-settings-store";

export type NumberGroup = "late" | "times" | "driving" | "reach";

export const GROUP_NAMES: Readonly<Record<NumberGroup, readonly NumberSetting[]>> = {
  late: ["late_departure_min", "late_arrival_min"],
  times: ["arrival_window_min", "slot_step_min", "hold_min"],
  driving: ["travel_speed_kmh", "travel_circuity"],
  reach: ["own_reach_days"],
};

function pick(names: readonly NumberSetting[], from: Numbers): Numbers {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

const rulesOf = (names: readonly NumberSetting[]) =>
  parseWith(() => import("./card-schemas").then((schemas) => schemas.numberCard(names)));

function useNumbersForm(group: NumberGroup, settings: Settings) {
  const names = GROUP_NAMES[group];
  const words = useSchedulingWords();
  const { send, store } = useSettingsStore();
  const refusals = names.flatMap((name) =>
    ["too_small", "too_big", "invalid"].map((code) => [`${name}:${code}`, words.range(name)]),
  );
  return useCardForm<Settings, Numbers, Numbers>({
    name: `scheduling.${group}`,
    parse: rulesOf(names),
    record: settings,
    fieldsOf: ({ scheduling }) => pick(names, scheduling),
    send,
    onSaved: store,
    words,
    sentences: Object.fromEntries(refusals) as Record<string, string>,
  });
}

/** Some numbers that belong together, each with its unit, its limits and what it does. */
export function NumberCard({ group, settings }: { group: NumberGroup; settings: Settings }) {
  const t = useTranslations("settings.scheduling");
  const words = useSchedulingWords();
  const { state, saves, conflict } = useNumbersForm(group, settings);
  return (
    <>
      <SettingsCard
        title={t(`group.${group}.title`)}
        saveLabel={t(`group.${group}.save`)}
        state={state}
        saves={saves}
      >
        {GROUP_NAMES[group].map((name) => (
          <Field
            key={name}
            label={t(`name.${name}`)}
            hint={`${t(`hint.${name}`)} ${words.range(name)}`}
            error={state.errorOf(name)}
          >
            <NumberInput
              {...state.field(name, toNumber)}
              unit={words.unit(name)}
              min={SETTING_LIMITS[name].least}
              max={SETTING_LIMITS[name].most}
              step={name === "travel_circuity" ? 0.05 : 1}
            />
          </Field>
        ))}
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
