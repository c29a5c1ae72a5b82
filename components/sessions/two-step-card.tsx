"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { fetchProofState, proofKeys } from "@/lib/proofs/client";
import type { ProofState } from "@/lib/proofs/schema";
import { sessionKeys } from "@/lib/sessions/client";

const SetUpDialog = dynamic(() => import("./set-up-dialog").then((module) => module.SetUpDialog));
const CodesDialog = dynamic(() => import("./codes-dialog").then((module) => module.CodesDialog));
const TakeOffDialog = dynamic(() => import("./take-off-dialog").then((module) => module.TakeOffDialog));

type Open = "set-up" | "codes" | "take-off" | null;

export function TwoStepCard() {
  const t = useTranslations("sessions.twoStep");
  const { data, error, refetch } = useQuery({
    queryKey: proofKeys.all,
    queryFn: ({ signal }) => fetchProofState(signal),
  });
  if (error) return <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />;
  return <Card title={t("title")}>{data ? <TwoStep state={data} /> : <SkeletonLines lines={3} />}</Card>;
}

function TwoStep({ state }: { state: ProofState }) {
  const t = useTranslations("sessions.twoStep");
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const close = () => {
    setOpen(null);
    void client.invalidateQueries({ queryKey: proofKeys.all });
    void client.invalidateQueries({ queryKey: sessionKeys.all });
  };
  return (
    <div className="grid justify-items-start gap-3">
      <Badge tone={state.is_on ? "success" : "quiet"}>{t(state.is_on ? "on" : "off")}</Badge>
      <p className="text-text-2">{t(state.is_on ? "textOn" : "textOff")}</p>
      {state.is_on ? (
        <>
          <p className="text-13 text-text-3">{t("codesLeft", { count: state.recovery_codes })}</p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen("codes")}>{t("newCodes")}</Button>
            <Button variant="ghost" onClick={() => setOpen("take-off")}>
              {t("takeOff")}
            </Button>
          </div>
        </>
      ) : (
        <Button variant="primary" onClick={() => setOpen("set-up")}>
          {t("setUp")}
        </Button>
      )}
      {open === "set-up" ? <SetUpDialog onClose={close} /> : null}
      {open === "codes" ? <CodesDialog onClose={close} /> : null}
      {open === "take-off" ? <TakeOffDialog onClose={close} /> : null}
    </div>
  );
}
