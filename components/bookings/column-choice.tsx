"use client";

import { Columns3 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { columnsOf, USUAL_COLUMNS, VISIT_COLUMNS } from "./filters";
import type { VisitColumnId } from "./filters";

type ColumnChoiceProps = {
  /** Null is the list's own choice. */
  chosen: readonly VisitColumnId[] | null;
  onChoose: (columns: readonly VisitColumnId[] | null) => void;
};

/** Which columns stand there. A saved view keeps them. */
export function ColumnChoice({ chosen, onChoose }: ColumnChoiceProps) {
  const t = useTranslations("bookings.columns");
  const shared = useTranslations("shared");
  const names = useTranslations("bookings.column");
  const [isOpen, setIsOpen] = useState(false);
  const shown = chosen ?? USUAL_COLUMNS;
  const toggle = (id: VisitColumnId, isShown: boolean) =>
    onChoose(columnsOf(isShown ? [...shown, id] : shown.filter((each) => each !== id)));
  return (
    <span className="max-md:hidden">
      <IconButton label={t("choose")} size="sm" onClick={() => setIsOpen(true)}>
        <Columns3 aria-hidden />
      </IconButton>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t("title")}
        description={t("hint")}
        closeLabel={shared("close")}
        footer={
          <>
            <Button disabled={chosen === null} onClick={() => onChoose(null)}>
              {t("usual")}
            </Button>
            <Button variant="primary" onClick={() => setIsOpen(false)}>
              {t("done")}
            </Button>
          </>
        }
      >
        <div className="grid gap-1 sm:grid-cols-2">
          {VISIT_COLUMNS.map((id) => (
            <Checkbox
              key={id}
              checked={shown.includes(id)}
              disabled={id === "number"}
              onCheckedChange={(isShown) => toggle(id, isShown)}
            >
              {names(id)}
            </Checkbox>
          ))}
        </div>
      </Dialog>
    </span>
  );
}
