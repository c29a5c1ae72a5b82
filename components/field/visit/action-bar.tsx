"use client";

import { CircleSlash, Ellipsis, MapPinCheck, Pause, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { BigButton } from "./big-button";
import { FullNotice } from "./full-notice";
import { NextStepButton } from "./next-step-button";
import { nextStep } from "./rules";
import { useSteps } from "./use-steps";

const PauseDialog = lazyShown(() => import("./step-dialogs").then((part) => part.PauseDialog));
const NobodyDialog = lazyShown(() => import("./step-dialogs").then((part) => part.NobodyDialog));
const UnfinishedDialog = lazyShown(() => import("./step-dialogs").then((part) => part.UnfinishedDialog));

type Opened = "pause" | "more" | "nobody" | "unfinished";
type ActionBarProps = { visit: Visit; settings: FieldSettings };

/** Above the thumb: the next step, and beside it what goes another way. */
export function ActionBar({ visit, settings }: ActionBarProps) {
  const t = useTranslations("field.bar");
  const steps = useSteps(visit);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const others = useOthers(visit, settings);
  const canPause = visit.transitions.some(({ to }) => to === "paused");
  if (!canPause && others.length === 0 && !nextStep(visit, settings.features)) return null;
  const part = { visit, steps, onClose: close };
  return (
    <div className="grid gap-2">
      <FullNotice unsent={steps.fullWith} />
      <div className="flex flex-wrap gap-2">
        {canPause ? (
          <BigButton icon={<Pause aria-hidden />} className="flex-1" onClick={() => setOpened("pause")}>
            {t("pause")}
          </BigButton>
        ) : null}
        {others.length > 0 ? (
          <BigButton icon={<Ellipsis aria-hidden />} className="flex-1" onClick={() => setOpened("more")}>
            {t("more")}
          </BigButton>
        ) : null}
      </div>
      <NextStepButton visit={visit} settings={settings} />
      <MoreDialog
        isOpen={opened === "more"}
        others={others}
        onClose={close}
        onChoose={(kind) => (kind === "arrive" ? void steps.take("on_site").then(close) : setOpened(kind))}
      />
      {opened === "pause" ? <PauseDialog {...part} /> : null}
      {opened === "nobody" ? <NobodyDialog {...part} /> : null}
      {opened === "unfinished" ? <UnfinishedDialog {...part} /> : null}
    </div>
  );
}

type Other = "unfinished" | "nobody" | "arrive";
const ICONS = { unfinished: CircleSlash, nobody: UserX, arrive: MapPinCheck };

function useOthers(visit: Visit, settings: FieldSettings): Other[] {
  const may = (to: string) => visit.transitions.some((step) => step.to === to);
  const next = nextStep(visit, settings.features)?.kind;
  const others: Other[] = [];
  if (may("completed")) others.push("unfinished");
  if (next === "go" && may("on_site")) others.push("arrive");
  if (may("no_show")) others.push("nobody");
  return others;
}

type MoreDialogProps = {
  isOpen: boolean;
  others: readonly Other[];
  onChoose: (kind: Other) => void;
  onClose: () => void;
};

function MoreDialog({ isOpen, others, onChoose, onClose }: MoreDialogProps) {
  const t = useTranslations("field.bar");
  const shared = useTranslations("shared");
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("moreTitle")}
      closeLabel={shared("close")}
    >
      <div className="grid gap-2">
        {others.map((kind) => {
          const Icon = ICONS[kind];
          return (
            <BigButton
              key={kind}
              icon={<Icon aria-hidden />}
              className="min-h-16 justify-start text-start text-18"
              onClick={() => onChoose(kind)}
            >
              {t(kind)}
            </BigButton>
          );
        })}
      </div>
    </Dialog>
  );
}
