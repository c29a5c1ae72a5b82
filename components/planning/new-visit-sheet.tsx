"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFields } from "@/components/custom-fields/use-fields";
import { ErrorCard, FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import type { NewVisitStart } from "@/components/shared/new-visit";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Sheet } from "@/components/ui/sheet";
import type { CustomField } from "@/lib/custom-fields/schema";
import type { Slot } from "@/lib/slots/schema";
import { advanceFrom, focusPart } from "./advance";
import { findProblem } from "./call-fields";
import { hasAddress, isNamed } from "./call-form";
import type { CallForm, CallMode } from "./call-form";
import { PlacePart } from "./place-part";
import { Summary, useSummary } from "./summary";
import { useCall } from "./use-call";
import { useCallStart } from "./use-call-start";
import type { CallSource } from "./use-call-start";
import { useHold } from "./use-hold";
import { useMissing } from "./use-missing";
import { usePlan } from "./use-plan";
import { useNames } from "./use-slots";
import { useSlotWords } from "@/components/shared/use-slot-words";
import { WhenPart } from "./when-part";
import { WhoPart } from "./who-part";
import { WorkPart } from "./work-part";

/** While nobody knows them yet, the call begins without them. */
const NO_FIELDS: readonly CustomField[] = [];

type NewVisitSheetProps = { start: NewVisitStart; onClose: () => void };

/** The call: one panel from a phone number to a planned visit. */
export function NewVisitSheet({ start, onClose }: NewVisitSheetProps) {
  const t = useTranslations("planning");
  const { data, error, refetch } = useCallStart(start);
  if (data) return <CallSheet source={data} start={start} onClose={onClose} />;
  return (
    <Sheet
      open
      onOpenChange={() => onClose()}
      title={t("title")}
      closeLabel={t("close")}
      className="sm:max-w-2xl"
    >
      <div className="p-5">
        {error ? (
          <ErrorCard title={t("startFailed")} error={error} onRetry={() => void refetch()} className="my-0" />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </div>
    </Sheet>
  );
}

function useDraftKey(start: NewVisitStart): string {
  const { user, organization } = useMember();
  const about = start.job_id ?? start.request_id ?? start.customer_id ?? start.phone ?? start.mode ?? "blank";
  return `${organization.id}.${user.id}.visit.new.${about}`;
}

function useSheet({ source, start, onClose }: NewVisitSheetProps & { source: CallSource }) {
  const call = useCall(source.form, useDraftKey(start));
  const hold = useHold();
  const fields = useFields() ?? NO_FIELDS;
  const plan = usePlan({ call, source, hold, fields, onDone: onClose });
  const [person, setPerson] = useState(source.person);
  const { form, set } = call;
  const missing = useMissing(form, { held: hold.held, hasJob: source.job !== null, fields });
  const people = { entities: ["customer", "property"], hasJob: false } as const;
  const isNew = (form.isNewCustomer && isNamed(form)) || (form.customer !== null && form.isNewPlace);
  /** A held time was found for this work at this place: with another one it is worth nothing. */
  const change = (patch: Partial<CallForm>) => {
    if ("service" in patch || "duration" in patch || "place" in patch) hold.release();
    set(patch);
  };
  return {
    call,
    fields,
    change,
    hold,
    plan,
    person,
    missing,
    store:
      isNew && hasAddress(form) && !findProblem(fields, form, people)
        ? () => void plan.storePeople().then(() => focusPart("work"))
        : null,
    setAnybody: () => setPerson(null),
    setMode: (mode: CallMode) => {
      if (mode !== "slots") hold.release();
      set({ mode });
      focusPart("when");
    },
    choose: (slot: Slot) => void plan.choose(slot).then(() => focusPart("plan")),
    submit: () => {
      if (missing === null) void plan.plan();
    },
  };
}

function CallSheet(props: NewVisitSheetProps & { source: CallSource }) {
  const t = useTranslations("planning");
  const root = useRef<HTMLFormElement>(null);
  const sheet = useSheet(props);
  const { call, plan, submit } = sheet;
  const label = call.form.mode === "backlog" ? t("toBacklog") : t("plan");
  useShortcuts([
    { keys: "mod+enter", label, group: t("title"), run: submit, inFields: true, inDialogs: true },
  ]);
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      title={t("title")}
      description={props.source.job ? `${props.source.job.number} ${props.source.job.title}` : undefined}
      closeLabel={t("close")}
      className="sm:max-w-2xl"
      initialFocus={() => root.current?.querySelector<HTMLElement>("input, [data-slot]") ?? null}
      footer={<PlanFooter sheet={sheet} label={label} onClose={props.onClose} />}
    >
      <form
        ref={(element) => {
          root.current = element;
          element?.addEventListener("keydown", onEnter);
          return () => element?.removeEventListener("keydown", onEnter);
        }}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        className="grid gap-6 px-5 py-5"
      >
        <DraftNote atMs={call.restoredAtMs} onDiscard={call.discard} />
        <FormProblem error={plan.problem} />
        <Parts sheet={sheet} source={props.source} />
      </form>
    </Sheet>
  );
}

type PlanFooterProps = { sheet: ReturnType<typeof useSheet>; label: string; onClose: () => void };

/** What is still missing, said before it is pressed in vain. */
function PlanFooter({ sheet: { plan, missing, submit }, label, onClose }: PlanFooterProps) {
  const t = useTranslations("planning");
  return (
    <div data-part="plan" className="flex flex-1 flex-wrap items-center justify-end gap-3">
      {missing ? <p className="me-auto text-13 text-text-2 max-sm:basis-full">{missing}</p> : null}
      <Button className="max-sm:flex-1" onClick={onClose}>
        {t("back")}
      </Button>
      <Button
        data-advance
        variant="primary"
        className="max-sm:flex-1"
        busy={plan.running === "plan"}
        disabled={missing !== null}
        onClick={submit}
      >
        {label}
        <Kbd keys="mod+enter" tone="inverse" className="max-sm:hidden pointer-coarse:hidden" />
      </Button>
    </div>
  );
}

/** Enter goes on; Shift Enter breaks a line, and a list that is open keeps its own Enter. */
function onEnter(event: KeyboardEvent): void {
  const { target, currentTarget } = event;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
  if (!isField || event.isComposing || target.getAttribute("aria-expanded") === "true") return;
  event.preventDefault();
  if (currentTarget instanceof HTMLElement) advanceFrom(currentTarget, target);
}

function Parts({ sheet, source }: { sheet: ReturnType<typeof useSheet>; source: CallSource }) {
  const { organization } = useMember();
  const { call, plan, hold } = sheet;
  const { form } = call;
  const names = useNames();
  const words = useSlotWords(names, form.place?.timeZone ?? organization.time_zone);
  const summary = useSummary({ form, held: hold.held, whoOf: words.who });
  const isFixed = source.job !== null;
  const part = { form, fields: sheet.fields, set: sheet.change, errorOf: plan.errorOf };
  return (
    <>
      <WhoPart {...part} isFixed={isFixed} />
      <PlacePart {...part} isFixed={isFixed} onStore={sheet.store} isStoring={plan.running === "people"} />
      <WorkPart {...part} isFixed={isFixed} />
      <WhenPart
        {...part}
        person={sheet.person}
        onAnybody={sheet.setAnybody}
        held={hold.held}
        instead={plan.instead}
        onChoose={sheet.choose}
        onMode={sheet.setMode}
      />
      <Summary words={summary} />
    </>
  );
}
