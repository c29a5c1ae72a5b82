"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { SlotPicker } from "@/components/shared/slot-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonBlock } from "@/components/ui/skeleton";
import type { Slot, SlotLimit } from "@/lib/slots/schema";
import type { Held } from "./use-hold";
import { useSlots } from "./use-slots";
import { slotId, useSlotWords } from "@/components/shared/use-slot-words";
import type { PartProps } from "./who-part";

const AT_ONCE = 3;
const MOST_LIMITS = 6;

type SlotChoiceProps = Omit<PartProps, "errorOf"> & {
  person: { id: string; name: string } | null;
  onAnybody: () => void;
  held: Held | null;
  onChoose: (slot: Slot) => void;
  /** The nearest free times an answer "taken" came with; null where nothing was taken. */
  instead: readonly Slot[] | null;
  onBacklog: () => void;
};

/** The best three free times with their reasons, the next three, or another first day. */
export function SlotChoice(props: SlotChoiceProps) {
  const t = useTranslations("planning.when");
  const { form, person, instead } = props;
  const found = useSlots(form, person?.id ?? null, true);
  const [page, setPage] = useState(0);
  // A refusal without proposals still says that the time is gone; the list is asked for anew.
  const slots = instead && instead.length > 0 ? instead : (found.data?.data ?? []);
  const pages = Math.max(1, Math.ceil(slots.length / AT_ONCE));
  const first = (page % pages) * AT_ONCE;
  const around = { names: found.names, zone: found.zone };
  if (!found.hasQuestion) return <p className="text-text-3">{t("needsService")}</p>;
  return (
    <div className="grid gap-3">
      {instead ? (
        <p role="alert" className="text-danger">
          {t("taken")}
        </p>
      ) : null}
      {found.error ? (
        <ErrorCard
          title={t("failed")}
          error={found.error}
          onRetry={() => void found.refetch()}
          className="my-0"
        />
      ) : found.isPending ? (
        <SlotSkeleton />
      ) : slots.length === 0 ? (
        <NoSlot {...props} {...around} limits={found.data.limits} />
      ) : (
        <Offer {...props} {...around} slots={slots.slice(first, first + AT_ONCE)} />
      )}
      <Elsewhere {...props} onMore={pages > 1 ? () => setPage(page + 1) : null} onFrom={() => setPage(0)} />
    </div>
  );
}

type ElsewhereProps = SlotChoiceProps & { onMore: (() => void) | null; onFrom: () => void };

/** Other times, other people, another first day. */
function Elsewhere({ form, set, person, onAnybody, onMore, onFrom }: ElsewhereProps) {
  const t = useTranslations("planning.when");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {onMore ? (
        <Button size="sm" onClick={onMore}>
          {t("more")}
        </Button>
      ) : null}
      {person ? (
        <Button size="sm" onClick={onAnybody}>
          {t("anybody", { name: person.name })}
        </Button>
      ) : null}
      <Field label={t("from")} className="ms-auto flex items-center gap-2">
        <Input
          type="date"
          data-skip
          value={form.from}
          onChange={(event) => {
            onFrom();
            set({ from: event.target.value });
          }}
          className="h-7 w-36 text-13 pointer-coarse:h-12"
        />
      </Field>
    </div>
  );
}

type Around = { names: ReadonlyMap<string, string>; zone: string };

function Offer({
  slots,
  names,
  zone,
  held,
  onChoose,
}: SlotChoiceProps & Around & { slots: readonly Slot[] }) {
  const t = useTranslations("planning.when");
  const words = useSlotWords(names, zone);
  const chosen = held ? slotId(held.slot) : null;
  // The chosen one stays in sight when others are looked at.
  const isShown = slots.some((slot) => slotId(slot) === chosen);
  const all = held && !isShown ? [held.slot, ...slots] : slots;
  return (
    <SlotPicker
      label={t("best")}
      options={all.map(words.option)}
      chosenId={chosen}
      heldUntil={held?.hold?.expires_at ?? null}
      onChoose={(id) => {
        const slot = all.find((each) => slotId(each) === id);
        if (slot) onChoose(slot);
      }}
    />
  );
}

/** Nobody is free: why, person by person, and the two things that still work. */
function NoSlot({
  limits,
  names,
  zone,
  onBacklog,
}: SlotChoiceProps & Around & { limits: readonly SlotLimit[] }) {
  const t = useTranslations("planning.when");
  const words = useSlotWords(names, zone);
  return (
    <div className="grid gap-2 rounded-control edge px-3 py-3">
      <p className="font-medium">{t("none")}</p>
      <ul className="grid gap-0.5 text-13 text-text-2">
        {limits.slice(0, MOST_LIMITS).map((each) => (
          <li key={`${each.resource_id}-${each.code}`}>{words.limit(each)}</li>
        ))}
      </ul>
      <div>
        <Button size="sm" data-advance onClick={onBacklog}>
          {t("toBacklog")}
        </Button>
      </div>
    </div>
  );
}

function SlotSkeleton() {
  return (
    <div aria-busy className="grid gap-2">
      <SkeletonBlock className="h-13 w-full" />
      <SkeletonBlock className="h-13 w-full" />
      <SkeletonBlock className="h-13 w-full" />
    </div>
  );
}
