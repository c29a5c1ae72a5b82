"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { PeoplePicker } from "@/components/bookings/people-picker";
import type { PickedPerson } from "@/components/bookings/people-picker";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";

type WhoDialogProps = { count: number; onPlan: (resourceId: string) => void; onClose: () => void };

export function WhoDialog({ count, onPlan, onClose }: WhoDialogProps) {
  const t = useTranslations("booking-requests.selection");
  const shared = useTranslations("shared");
  const [people, setPeople] = useState<PickedPerson[]>([]);
  const person = people.find(({ kind }) => kind === "technician");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("who", { count })}
      description={t("whoHint")}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{shared("form.back")}</Button>
          <Button
            variant="primary"
            disabled={!person}
            onClick={() => {
              if (person) onPlan(person.id);
              onClose();
            }}
          >
            {person ? t("planWith", { name: person.name }) : t("choose")}
          </Button>
        </>
      }
    >
      <Field label={t("person")}>
        <PeoplePicker
          value={people}
          onValueChange={(next) => setPeople(next.slice(-1))}
          aria-label={t("person")}
        />
      </Field>
    </Dialog>
  );
}
