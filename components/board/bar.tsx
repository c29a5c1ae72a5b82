"use client";

import { memo } from "react";
import type { CSSProperties } from "react";
import { VisitBar } from "@/components/shared/visit-bar";
import type { Booking } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";
import { leadOf } from "@/lib/planning/rules";
import { serviceOf, useBarWords } from "./use-bar-words";

type BarProps = {
  visit: Booking;
  /** Row and visit: somebody's bar of a visit for two has another place than the other's. */
  stop: string;
  onOpen: (visit: Booking, isPointer: boolean) => void;
  isCurrent: boolean;
  isChanged: boolean;
  lines: 1 | 2;
  style?: CSSProperties;
  className?: string;
};

/** One visit on the board. Its focus is moved by the board; a press looks at it, Enter opens it. */
export const Bar = memo(function Bar(props: BarProps) {
  const { visit, stop, onOpen, isCurrent, isChanged, lines, style, className } = props;
  const words = useBarWords();
  const lead = leadOf(visit);
  return (
    <VisitBar
      state={visit.status}
      isSeen={lead?.seen_at != null}
      late={visit.late}
      atRisk={visit.at_risk}
      overlap={visit.overlap}
      title={visit.job.customer.display_name}
      detail={serviceOf(visit)}
      label={words(visit)}
      lines={lines}
      isCurrent={isCurrent}
      tabIndex={-1}
      data-stop={stop}
      data-visit={visit.id}
      // A press of Enter counts no clicks.
      onClick={(event) => onOpen(visit, event.detail > 0)}
      style={style}
      className={cn("scroll-mt-28 scroll-mb-6", isChanged && "animate-changed outline-2", className)}
    />
  );
});
