"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldFacts } from "@/components/custom-fields/field-facts";
import { useFields, valuesOf } from "@/components/custom-fields/use-fields";
import { Card } from "@/components/shared/card";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Booking } from "@/lib/bookings/schema";
import { askedOf, shownOf } from "@/lib/custom-fields/rules";

const FieldsSheet = lazyShown(() => import("./visit-fields-sheet").then((sheet) => sheet.VisitFieldsSheet));

/**
 * What the company keeps of its own of a visit. A meter is read when the work is done: it can be written at any time,
 * also of a visit that is over. Absent where the company asks nothing.
 */
export function VisitFields({ visit }: { visit: Booking }) {
  const t = useTranslations("custom-fields");
  const mayUpdate = useCan()("update", "bookings");
  const [isOpen, setIsOpen] = useState(false);
  const fields = useFields() ?? [];
  const shown = shownOf(fields, "booking", valuesOf(visit));
  const isEditable = mayUpdate && askedOf(fields, "booking").length > 0;
  if (shown.length === 0 && !isEditable) return null;
  const edit = () => setIsOpen(true);
  return (
    <Card
      title={t("title")}
      action={
        isEditable && shown.length > 0 ? (
          <IconButton label={t("edit")} size="sm" onClick={edit}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {shown.length > 0 ? (
        <FieldFacts entity="booking" record={visit} />
      ) : (
        <div className="flex flex-wrap items-center gap-3 text-text-2">
          {t("noValues")}
          <Button size="sm" onClick={edit}>
            {t("fillIn")}
          </Button>
        </div>
      )}
      {isOpen ? <FieldsSheet visit={visit} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
}
