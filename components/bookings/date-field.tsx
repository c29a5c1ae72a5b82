"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { addDays } from "@/lib/time";

type DateFieldProps = {
  value: string;
  onValueChange: (date: string) => void;
  "aria-label"?: string;
};

/** A day, with the days before and after one press away. */
export function DateField({ value, onValueChange, ...props }: DateFieldProps) {
  const t = useTranslations("bookings.day");
  return (
    <div className="flex items-center gap-1">
      <IconButton label={t("earlier")} keys="alt+arrowleft" onClick={() => onValueChange(addDays(value, -1))}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <Input
        {...props}
        type="date"
        value={value}
        required
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
          event.preventDefault();
          onValueChange(addDays(value, event.key === "ArrowRight" ? 1 : -1));
        }}
        onChange={(event) => event.target.value && onValueChange(event.target.value)}
        className="tabular-nums"
      />
      <IconButton label={t("later")} keys="alt+arrowright" onClick={() => onValueChange(addDays(value, 1))}>
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}
