"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { knownFieldWord } from "@/components/shared/field-words";
import { useMember } from "@/components/shared/member";
import { useToast } from "@/components/ui/toast";
import { bookingRequestKeys } from "@/lib/booking-requests/client";
import { bookingKeys, conflictOf } from "@/lib/bookings/client";
import { customFieldKeys } from "@/lib/custom-fields/client";
import type { CustomField } from "@/lib/custom-fields/schema";
import { customerKeys } from "@/lib/customers/client";
import { ApiProblem } from "@/lib/http/api-problem";
import { useFormats } from "@/lib/i18n/client";
import { jobKeys } from "@/lib/jobs/client";
import { propertyKeys } from "@/lib/properties/client";
import { slotKeys } from "@/lib/slots/client";
import type { Slot } from "@/lib/slots/schema";
import { storeCall, storePeople } from "./store-call";
import type { Stored } from "./store-call";
import type { Call } from "./use-call";
import type { CallSource } from "./use-call-start";
import type { HoldState } from "./use-hold";

/** Names of the API beside which a field of the sheet says what is wrong. */
const FIELD_OF: Record<string, string> = {
  first_name: "name",
  last_name: "name",
  company_name: "name",
};

function useRefusals() {
  const t = useTranslations("shared.fields");
  const [problem, setProblem] = useState<unknown>(null);
  const fields = problem instanceof ApiProblem ? problem.errors : [];
  const errorOf = (name: string): string | null => {
    const found = fields.find(({ field }) => (FIELD_OF[field] ?? field) === name);
    return found ? t(knownFieldWord(found.code)) : null;
  };
  return { problem, setProblem, errorOf };
}

const isOfFields = (error: unknown): boolean =>
  error instanceof ApiProblem && error.errors.some(({ field }) => field.includes("custom_fields"));

/** One write at a time; a time that was taken meanwhile brings the nearest ones, and nothing typed is touched. */
function useRun(hold: HoldState) {
  const client = useQueryClient();
  const { problem, setProblem, errorOf } = useRefusals();
  const [running, setRunning] = useState<"people" | "plan" | null>(null);
  const [instead, setInstead] = useState<readonly Slot[] | null>(null);

  const onRefused = (error: unknown) => {
    const taken = conflictOf(error);
    if (!taken) {
      setProblem(error);
      // What this sheet asked is not what is asked by now.
      if (isOfFields(error)) void client.invalidateQueries({ queryKey: customFieldKeys.all });
      return;
    }
    hold.release();
    setInstead(taken.suggestions);
    void client.invalidateQueries({ queryKey: slotKeys.all });
  };
  const run = async (what: "people" | "plan", work: () => Promise<void>) => {
    if (running) return;
    setRunning(what);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      onRefused(error);
    }
    setRunning(null);
  };
  /** Of two times chosen one after the other the later one counts, so neither waits. */
  const choose = async (slot: Slot) => {
    setProblem(null);
    try {
      await hold.choose(slot);
      setInstead(null);
    } catch (error) {
      onRefused(error);
    }
  };
  return { run, choose, running, problem, errorOf, instead };
}

/** Whatever a call may have changed is read again. */
const TOUCHED = [bookingKeys, jobKeys, slotKeys, customerKeys, propertyKeys, bookingRequestKeys];

type PlanOptions = {
  call: Call;
  source: CallSource;
  hold: HoldState;
  fields: readonly CustomField[];
  onDone: () => void;
};

/** Everything the sheet writes, and what to do with each answer. */
export function usePlan({ call, source, hold, fields, onDone }: PlanOptions) {
  const { organization } = useMember();
  const client = useQueryClient();
  const said = useSaid();
  const { run, ...state } = useRun(hold);
  const { form, set } = call;
  const where = { country: organization.country, fields, keep: set };
  const renew = () => {
    for (const { all } of TOUCHED) void client.invalidateQueries({ queryKey: all });
  };
  return {
    ...state,
    storePeople: () =>
      run("people", async () => {
        await storePeople(form, where);
        renew();
      }),
    plan: () =>
      run("plan", async () => {
        const held = form.mode === "slots" ? await hold.settled() : null;
        // It was taken meanwhile, which its choice has said already.
        if (form.mode === "slots" && !held) return;
        const stored = await storeCall(form, { ...where, source, held, zone: organization.time_zone });
        hold.handOver();
        call.clear();
        said(stored);
        renew();
        onDone();
      }),
  };
}

/** Says what was planned, with the way there. */
function useSaid(): (stored: Stored) => void {
  const t = useTranslations("planning.done");
  const { organization } = useMember();
  const formats = useFormats();
  const router = useRouter();
  const toast = useToast();
  return ({ job, visit }) => {
    const base = `/o/${organization.slug}`;
    const path = visit ? `${base}/bookings/${visit.id}` : `${base}/jobs/${job.id}`;
    const zone = visit?.job.property.time_zone;
    const day = visit?.flexible_on;
    toast.show({
      tone: "success",
      title:
        visit?.starts_at && zone
          ? t("visit", { number: visit.number, when: formats.dayTime(visit.starts_at, zone) })
          : visit && day
            ? t("anyTime", { number: visit.number, day: formats.day(`${day}T12:00:00Z`, "UTC") })
            : t("backlog", { number: job.number }),
      action: { label: t("open"), run: () => router.push(path) },
    });
  };
}
