"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useStrandedQuestion } from "@/components/shared/stranded-question";
import { useUndo } from "@/components/shared/undo-toast";
import { availabilityKeys, updateAvailability } from "@/lib/availability/client";
import { normalized } from "@/lib/availability/rules";
import type { Availability, AvailabilityUpdate, Shift, StrandedVisit } from "@/lib/availability/schema";
import type { HoursCheck } from "@/lib/hours/schema";
import { checkHours } from "@/lib/hours/client";

type Draft = { follows: boolean; hours: Shift[] };

const draftOf = (week: Availability): Draft => ({ follows: week.follows_business_hours, hours: week.hours });

function isSame(draft: Draft, week: Availability): boolean {
  if (draft.follows || week.follows_business_hours) return draft.follows === week.follows_business_hours;
  return JSON.stringify(normalized(draft.hours)) === JSON.stringify(normalized(week.hours));
}

function bodyOf({ follows, hours }: Draft): AvailabilityUpdate {
  return follows ? { follows_business_hours: true } : { hours };
}

function checkOf(resource_id: string, { follows, hours }: Draft): HoursCheck {
  return follows ? { resource_id, follows_business_hours: true } : { resource_id, hours };
}

type Send = (body: AvailabilityUpdate, version: number) => Promise<Availability>;

/** Sends a week and holds what the server answered; what shows how full a week is, is asked again. */
function useSendWeek(id: string, onStranded: (visits: readonly StrandedVisit[]) => void): Send {
  const client = useQueryClient();
  return async (body, version) => {
    const saved = await updateAvailability(id, version, body);
    client.setQueryData<Availability>(availabilityKeys.week(id), saved);
    void client.invalidateQueries({ queryKey: ["history"] });
    void client.invalidateQueries({ queryKey: ["resources", "list"] });
    onStranded(saved.stranded ?? []);
    return saved;
  };
}

/** What is painted and not saved yet; saving offers the way back and says which visits it left outside. */
export function useWeekDraft(week: Availability) {
  const t = useTranslations("resources");
  const client = useQueryClient();
  const offerUndo = useUndo();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [stranded, setStranded] = useState<readonly StrandedVisit[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const shown = draft ?? draftOf(week);
  const send = useSendWeek(week.resource_id, setStranded);
  const { isWanted, isAsking, question } = useStrandedQuestion();

  const save = async () => {
    if (isSaving) return;
    if (!(await isWanted(() => checkHours(checkOf(week.resource_id, shown))))) return;
    const before = draftOf(week);
    setIsSaving(true);
    setProblem(null);
    try {
      const saved = await send(bodyOf(shown), week.version);
      setDraft(null);
      offerUndo({
        title: t("week.saved"),
        undo: () => void send(bodyOf(before), saved.version).catch(setProblem),
      });
    } catch (error) {
      setProblem(error);
      // The next try is against what stands there now; what is painted stays painted.
      void client.invalidateQueries({ queryKey: availabilityKeys.week(week.resource_id) });
    } finally {
      setIsSaving(false);
    }
  };

  return {
    ...shown,
    stranded,
    problem,
    isSaving: isSaving || isAsking,
    question,
    isDirty: draft !== null && !isSame(draft, week),
    setHours: (hours: Shift[]) => setDraft({ follows: false, hours }),
    setFollows: (follows: boolean) => setDraft({ follows, hours: shown.hours }),
    discard: () => {
      setDraft(null);
      setProblem(null);
    },
    save: () => void save(),
    forgetStranded: () => setStranded([]),
  };
}

export type WeekDraft = ReturnType<typeof useWeekDraft>;
