"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { navigate } from "../shell/router";
import { BigButton } from "./big-button";
import { FullNotice } from "./full-notice";
import { findHere } from "./here";
import { clockOf, nextStep, slipOf } from "./rules";
import type { NextStep, Slip } from "./rules";
import { partPath } from "./paths";
import { useSteps } from "./use-steps";
import type { Steps } from "./use-steps";

const SlipDialog = lazyShown(() => import("./slip-dialog").then((part) => part.SlipDialog));

type NextStepButtonProps = {
  visit: Visit;
  settings: FieldSettings;
  /** Where the visit is not open yet, arriving opens it. */
  opensVisit?: boolean;
};

type Asked = { slip: Slip; to: "on_site" | "completed" };

/** The one big button: it always names the next needed step, and taps never wait for a network. */
export function NextStepButton({ visit, settings, opensVisit }: NextStepButtonProps) {
  const steps = useSteps(visit);
  const [asked, setAsked] = useState<Asked | null>(null);
  const words = useStepWords();
  const step = nextStep(visit, settings.features);
  if (!step) return null;
  const take = async (to: Asked["to"]) => {
    setAsked(null);
    const isTaken = await steps.take(to, to === "completed" ? { outcome: "done" } : {});
    if (isTaken && opensVisit) navigate(partPath(visit.id));
  };
  const tryTo = async (to: Asked["to"]) => {
    const here = to === "on_site" ? await findHere() : null;
    const onSiteMs = to === "completed" ? clockOf(visit, settings.me.resource?.id ?? null, Date.now()) : null;
    const slip = slipOf(visit, to, { here, onSiteMs });
    if (slip) setAsked({ slip, to });
    else await take(to);
  };
  return (
    <>
      <FullNotice unsent={steps.fullWith} />
      <BigButton
        height="primary"
        variant="primary"
        busy={steps.isBusy}
        onClick={() => void press(step, visit, steps, tryTo)}
      >
        {words(step)}
      </BigButton>
      {asked ? (
        <SlipDialog
          visit={visit}
          {...asked}
          onTake={() => void take(asked.to)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

async function press(
  step: NextStep,
  visit: Visit,
  steps: Steps,
  tryTo: (to: Asked["to"]) => Promise<void>,
): Promise<void> {
  switch (step.kind) {
    case "go":
      await steps.take("en_route");
      return;
    case "resume":
      await steps.take(step.to);
      return;
    case "arrive":
      return tryTo("on_site");
    case "complete":
      return tryTo("completed");
    case "checklist":
      return navigate(partPath(visit.id, "checklist"));
    case "photo":
      return navigate(partPath(visit.id, "photos", step));
    case "signature":
      return navigate(partPath(visit.id, "signature"));
  }
}

function useStepWords(): (step: NextStep) => string {
  const t = useTranslations("field.step");
  return (step) => {
    switch (step.kind) {
      case "checklist":
        return t("checklist", { count: step.left });
      case "photo":
        return t("photo", { label: step.label });
      case "resume":
        return t(step.to === "en_route" ? "resumeWay" : "resume");
      default:
        return t(step.kind);
    }
  };
}
