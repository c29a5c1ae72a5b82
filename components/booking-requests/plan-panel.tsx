"use client";

import { CalendarPlus, CircleX, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { Priority } from "@/components/shared/priority";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { factsOf } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { ItemFactsList } from "./item-facts-list";
import { PlanSlots } from "./plan-slots";
import { useItemSlots } from "./use-item-slots";
import type { Planning } from "./use-planning";

const RequestFiles = lazyShown(() => import("./request-files").then((part) => part.RequestFiles));

type PlanPanelProps = {
  item: BacklogItem;
  planning: Planning;
  onDecline: () => void;
  onClose: () => void;
};

/**
 * One piece of work beside the list: what is wanted and the three best times. 1, 2 and 3 take one of them and the
 * next one opens. It takes no focus, so that J and K go on moving through the list.
 */
export function PlanPanel({ item, planning, onDecline, onClose }: PlanPanelProps) {
  const t = useTranslations("booking-requests.panel");
  const facts = factsOf(item);
  const [serviceId, setServiceId] = useState(facts.service?.id ?? null);
  const slots = useItemSlots(item, serviceId);
  const mayDecide = useCan()("update", "booking_requests") && item.kind === "request";
  const maySeeFiles = useCan()("read", "attachments") && item.kind === "request";
  const take = (index: number) => {
    const slot = slots.data?.[index];
    if (slot) void planning.take(item, slot, serviceId);
  };
  const byHand = () => openNewVisit(item.kind === "request" ? { request_id: item.id } : { job_id: item.id });
  usePanelKeys({ take, byHand, decline: mayDecide ? onDecline : null, close: onClose });
  return (
    <aside
      aria-label={t("label", { number: facts.number })}
      className="fixed top-(--header) right-0 bottom-0 z-30 flex w-[30rem] max-w-full animate-appear flex-col overflow-y-auto bg-surface shadow-dialog max-md:top-0 max-md:z-40 md:edge-l"
    >
      <Head item={item} onClose={onClose} />
      <div className="grid gap-5 p-5">
        <ItemFactsList item={item} />
        {maySeeFiles ? <RequestFiles requestId={item.id} /> : null}
        <PlanSlots
          item={item}
          slots={slots}
          planning={planning}
          serviceId={serviceId}
          onService={setServiceId}
          onTake={take}
        />
        <div className="flex flex-wrap gap-2">
          <Button icon={<CalendarPlus aria-hidden />} onClick={byHand}>
            {t("byHand")}
          </Button>
          {mayDecide ? (
            <Button variant="ghost" icon={<CircleX aria-hidden />} onClick={onDecline}>
              {t("decline")}
            </Button>
          ) : null}
        </div>
      </div>
    </aside>
  );
}

function Head({ item, onClose }: { item: BacklogItem; onClose: () => void }) {
  const t = useTranslations("booking-requests.panel");
  const { number, customer, priority } = factsOf(item);
  return (
    <header className="sticky top-0 z-1 flex h-(--header) shrink-0 items-center gap-2 edge-b bg-surface ps-5 pe-3">
      <h2 className="min-w-0 flex-1 truncate text-16 font-semibold">
        {`${number} ${customer ?? t("nameless")}`}
      </h2>
      <Priority value={priority} quiet />
      <IconButton label={t("close")} keys="escape" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
    </header>
  );
}

type PanelKeys = {
  take: (index: number) => void;
  byHand: () => void;
  decline: (() => void) | null;
  close: () => void;
};

function usePanelKeys({ take, byHand, decline, close }: PanelKeys): void {
  const t = useTranslations("booking-requests.panel");
  const group = t("title");
  useShortcuts([
    ...[0, 1, 2].map((index) => ({
      keys: String(index + 1),
      label: t("takeSlot", { place: index + 1 }),
      group,
      run: () => take(index),
    })),
    { keys: "m", label: t("byHand"), group, run: byHand },
    ...(decline ? [{ keys: "d", label: t("decline"), group, run: decline }] : []),
    { keys: "escape", label: t("close"), group, run: close, inFields: true },
  ]);
}
