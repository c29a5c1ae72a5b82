"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard, FormProblem } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import type { SlotOption } from "@/components/shared/slot-picker";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import { factsOf, whatIsMissing } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { OFFERED } from "./use-item-slots";
import type { useItemSlots } from "./use-item-slots";
import type { Planning } from "./use-planning";
import { slotId } from "@/components/shared/use-slot-words";
import { useItemWords } from "./use-item-words";

type PlanSlotsProps = {
  item: BacklogItem;
  slots: ReturnType<typeof useItemSlots>;
  planning: Planning;
  serviceId: string | null;
  onService: (id: string) => void;
  onTake: (index: number) => void;
};

/** The three best times; one press plans the visit. Without a kind of work that comes first: it says how long it takes. */
export function PlanSlots(props: PlanSlotsProps) {
  const { item, slots, planning, serviceId } = props;
  const t = useTranslations("booking-requests.panel");
  const isAsking = item.kind === "request" && !factsOf(item).service;
  const refusal = planning.refusal?.id === item.id ? planning.refusal : null;
  return (
    <section aria-label={t("slots")} className="grid gap-3">
      <h3 className="font-semibold">{t("slots")}</h3>
      {isAsking ? <ServiceField value={serviceId} onService={props.onService} /> : null}
      {refusal?.isTaken ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-control bg-danger-tint px-3 py-2 text-danger"
        >
          <span className="min-w-0 flex-1">{t("justTaken")}</span>
          <Button
            size="sm"
            onClick={() => {
              planning.forget();
              void slots.refetch();
            }}
          >
            {t("lookAgain")}
          </Button>
        </div>
      ) : (
        <FormProblem error={refusal?.error} />
      )}
      <SlotButtons {...props} />
    </section>
  );
}

function SlotButtons({ item, slots, planning, serviceId, onTake }: PlanSlotsProps) {
  const t = useTranslations("booking-requests.panel");
  const words = useItemWords(factsOf(item).timeZone);
  if (slots.error)
    return (
      <ErrorCard
        title={t("slotsError")}
        error={slots.error}
        onRetry={() => void slots.refetch()}
        className="my-0"
      />
    );
  const missing = whatIsMissing(item, serviceId);
  if (missing === "place") return <p className="text-text-2">{t("needsPlace")}</p>;
  if (missing) return null;
  if (!slots.data)
    return (
      <div className="grid gap-2">
        {Array.from({ length: OFFERED }, (_, index) => (
          <SkeletonBlock key={index} className="h-12" />
        ))}
      </div>
    );
  if (slots.data.length === 0) return <p className="text-text-2">{t("noSlots")}</p>;
  return (
    <ol className="grid gap-2">
      {slots.data.map((slot, index) => (
        <li key={slotId(slot)}>
          <SlotButton
            place={index + 1}
            option={words.option(slot)}
            isBusy={planning.planning === item.id}
            onTake={() => onTake(index)}
          />
        </li>
      ))}
    </ol>
  );
}

type SlotButtonProps = { place: number; option: SlotOption; isBusy: boolean; onTake: () => void };

function SlotButton({ place, option, isBusy, onTake }: SlotButtonProps) {
  const { day, window, who, reasons } = option;
  return (
    <button
      type="button"
      aria-keyshortcuts={String(place)}
      aria-busy={isBusy || undefined}
      onClick={onTake}
      className="flex min-h-12 w-full items-center gap-3 rounded-control edge border-border-strong bg-surface px-3 py-2 text-start hover:bg-hover aria-busy:opacity-60"
    >
      <Kbd keys={String(place)} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium tabular-nums">{`${day}, ${window}`}</span>
          <span className="text-text-2">{who}</span>
        </span>
        {reasons.length > 0 ? <span className="block text-13 text-text-2">{reasons.join(" · ")}</span> : null}
      </span>
    </button>
  );
}

/** S leads to it: a request that does not say what is to be done is planned by keys like any other. */
function ServiceField({ value, onService }: { value: string | null; onService: (id: string) => void }) {
  const t = useTranslations("booking-requests.panel");
  const may = useCan();
  const { data } = useQuery({
    queryKey: serviceTypeKeys.list({}),
    queryFn: ({ signal }) => fetchServiceTypes({}, { limit: 200, signal }),
    enabled: may("read", "service_types"),
    staleTime: 300_000,
  });
  const place = useRef<HTMLDivElement>(null);
  const run = () => place.current?.querySelector("button")?.focus();
  useShortcuts([{ keys: "s", label: t("chooseService"), group: t("title"), run }]);
  return (
    <div ref={place}>
      <Field label={t("service")} hint={t("serviceHint")}>
        <Select
          value={value}
          onValueChange={onService}
          placeholder={t("chooseService")}
          options={(data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </div>
  );
}
