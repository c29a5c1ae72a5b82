"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { RecordActions } from "@/components/shared/record-actions";
import { Button } from "@/components/ui/button";

type CustomerActionsProps = { onEdit?: () => void; onDelete?: () => void; onPlan?: () => void };

/** What every record has, and the next visit. */
export function CustomerActions({ onEdit, onDelete, onPlan }: CustomerActionsProps) {
  const t = useTranslations("bookings");
  const plan = onPlan ? (
    <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={onPlan}>
      {t("new")}
    </Button>
  ) : null;
  return <RecordActions of="customers" onEdit={onEdit} onDelete={onDelete} primary={plan} />;
}
