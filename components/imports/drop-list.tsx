"use client";

import { CircleAlert, FileUp } from "lucide-react";
import { useRef, useState } from "react";
import type { DragEvent } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { cn } from "@/lib/cn";
import { useSendList } from "./use-send-list";
import type { SendingList } from "./use-send-list";

/** Where a list is dropped; the button does the same. */
export function DropList() {
  const t = useTranslations("imports");
  const { state, send } = useSendList();
  const [isOver, setOver] = useState(false);
  const isBusy = state.step === "sending" || state.step === "looking";
  const mark = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !isBusy) send(file);
  };
  const drop = (event: DragEvent) => {
    mark(false)(event);
    take(event.dataTransfer.files);
  };
  const area = { onDragOver: mark(true), onDragLeave: mark(false), onDrop: drop };
  return (
    <div
      {...area}
      className={cn(
        "grid justify-items-center gap-3 rounded-card border border-dashed border-border-strong bg-surface px-6 py-10 text-center",
        isOver && "outline-2 outline-accent outline-dashed",
      )}
    >
      <p className="font-medium text-balance">{isOver ? t("dropHere") : t("drop")}</p>
      <p className="max-w-prose text-13 text-balance text-text-3">{t("dropHint")}</p>
      <ChooseList isBusy={isBusy} onFiles={take} />
      <SendingLine state={state} />
    </div>
  );
}

function ChooseList({ isBusy, onFiles }: { isBusy: boolean; onFiles: (files: FileList | null) => void }) {
  const t = useTranslations("imports");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="primary"
        icon={<FileUp aria-hidden />}
        busy={isBusy}
        onClick={() => input.current?.click()}
      >
        {t("choose")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,text/csv,text/plain"
        aria-label={t("choose")}
        onChange={(event) => {
          onFiles(event.target.files);
          event.target.value = "";
        }}
      />
    </>
  );
}

function SendingLine({ state }: { state: SendingList }) {
  const t = useTranslations("imports");
  if (state.step === "sending") {
    const label = t("sending", { name: state.name });
    return <Progress className="w-full max-w-sm" value={Math.round(state.share * 100)} label={label} />;
  }
  if (state.step === "looking") {
    return <Progress className="w-full max-w-sm" value={null} label={t("looking")} />;
  }
  if (state.step === "failed")
    return <ErrorCard className="text-start" title={t("sendError")} error={state.error} />;
  if (state.step === "idle") return null;
  return (
    <p role="alert" className="flex items-start gap-2 text-start text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <Refusal reason={state.reason} />
    </p>
  );
}

const KNOWN = ["wrong_type", "wrong_size", "wrong_sum", "quota"] as const;

function Refusal({ reason }: { reason: Extract<SendingList, { step: "refused" }>["reason"] }) {
  const t = useTranslations("imports");
  if (reason === "type") return <span>{t("notCsv")}</span>;
  if (reason === "size") return <span>{t("tooLarge")}</span>;
  const known = KNOWN.find((each) => each === reason) ?? "other";
  return <span>{t("refused", { reason: t(`refusal.${known}`) })}</span>;
}
