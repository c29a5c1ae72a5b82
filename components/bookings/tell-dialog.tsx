"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { FormProblem } from "@/components/shared/error-card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { Booking } from "@/lib/bookings/schema";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { notificationKeys, sendMessage } from "@/lib/notifications/client";

const LEAST_MIN = 5;
const MOST_MIN = 480;

/** How late to say: rounded up to five minutes, because nobody believes 23. */
const minutesToSay = ({ late }: Booking): number =>
  Math.min(MOST_MIN, Math.max(LEAST_MIN, Math.ceil((late?.minutes ?? 15) / 5) * 5));

function useTelling(visit: Booking, onClose: () => void) {
  const t = useTranslations("bookings.tell");
  const client = useQueryClient();
  const toast = useToast();
  const [minutes, setMinutes] = useState(String(minutesToSay(visit)));
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setIsSending] = useState(false);
  const late = Number(minutes);
  const isPossible = Number.isInteger(late) && late >= LEAST_MIN && late <= MOST_MIN;
  const send = async () => {
    if (!isPossible) return;
    setIsSending(true);
    setProblem(null);
    try {
      await sendMessage(visit.id, { event: "visit.late", minutes: late });
      void client.invalidateQueries({ queryKey: notificationKeys.all });
      toast.show({ title: t("told", { name: visit.job.customer.display_name }), tone: "success" });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSending(false);
    }
  };
  return { minutes, setMinutes, isPossible, problem, isSending, send: () => void send() };
}

/** "We are late": asked once, because it leaves the house at once, with who reads it and what it says. */
export function TellDialog({ visit, onClose }: { visit: Booking; onClose: () => void }) {
  const t = useTranslations("bookings.tell");
  const name = visit.job.customer.display_name;
  const state = useTelling(visit, onClose);
  const { data } = useQuery({
    queryKey: customerKeys.record(visit.job.customer.id),
    queryFn: ({ signal }) => fetchCustomer(visit.job.customer.id, signal),
  });
  return (
    <ConfirmEffect
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      tone="primary"
      title={t("title", { name })}
      effect={data?.email ? t("effect", { email: data.email }) : t("noEmail", { name })}
      confirm={t("confirm", { name })}
      keep={t("keep")}
      busy={state.isSending}
      onConfirm={state.send}
    >
      <div className="grid gap-4">
        <FormProblem error={state.problem} />
        <Field
          label={t("minutes")}
          hint={t("minutesHint")}
          error={state.isPossible ? null : t("minutesWrong", { least: LEAST_MIN, most: MOST_MIN })}
        >
          <Input
            type="number"
            inputMode="numeric"
            min={LEAST_MIN}
            max={MOST_MIN}
            step={5}
            value={state.minutes}
            onChange={({ target }) => state.setMinutes(target.value)}
            className="max-w-32"
          />
        </Field>
      </div>
    </ConfirmEffect>
  );
}
