"use client";

import { CalendarPlus, Fingerprint } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { RecordActions } from "@/components/shared/record-actions";
import { Button } from "@/components/ui/button";
import { MenuItem } from "@/components/ui/menu";

type CustomerActionsProps = {
  id: string;
  onEdit?: () => void;
  onDelete?: () => void;
  onPlan?: () => void;
};

/** What every record has, and the next visit. */
export function CustomerActions({ id, onEdit, onDelete, onPlan }: CustomerActionsProps) {
  const t = useTranslations("bookings");
  const words = useTranslations("customers");
  const may = useCan();
  const { slug } = useMember().organization;
  const plan = onPlan ? (
    <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={onPlan}>
      {t("new")}
    </Button>
  ) : null;
  return (
    <RecordActions of="customers" onEdit={onEdit} onDelete={onDelete} primary={plan}>
      {may("manage", "organizations") ? (
        <MenuItem
          icon={<Fingerprint aria-hidden />}
          href={`/o/${slug}/settings/privacy?kind=customer&id=${id}`}
        >
          {words("page.privacy")}
        </MenuItem>
      ) : null}
    </RecordActions>
  );
}
