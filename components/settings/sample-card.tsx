"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useRefusal } from "@/components/shared/use-record-writes";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import {
  createSampleData,
  fetchSampleData,
  removeSampleData,
  sampleDataKeys,
} from "@/lib/sample-data/client";
import type { SampleData } from "@/lib/sample-data/schema";
import { SettingsPanel } from "./settings-card";

const isThere = ({ customers, resources, visits }: SampleData) => customers + resources + visits > 0;

/** Something to try things out with; gone without a trace when it has done its work. */
export function SampleCard() {
  const t = useTranslations("sample-data");
  const { data, error, refetch } = useQuery({
    queryKey: sampleDataKeys.count(),
    queryFn: ({ signal }) => fetchSampleData(signal),
  });
  if (error && !data) return <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />;
  return (
    <SettingsPanel title={t("title")}>
      {!data ? <SkeletonLines lines={2} /> : isThere(data) ? <Remove data={data} /> : <Make />}
    </SettingsPanel>
  );
}

/** Samples are in every list: all of them are asked for again. */
function useFinish() {
  const client = useQueryClient();
  const toast = useToast();
  return async (title: string) => {
    await client.invalidateQueries();
    toast.show({ title, tone: "success" });
  };
}

function Make() {
  const t = useTranslations("sample-data");
  const finish = useFinish();
  const refuse = useRefusal();
  const { mutate, isPending } = useMutation({
    mutationFn: createSampleData,
    onSuccess: (made) => finish(t("made", made)),
    onError: (error) => refuse(t("notMade"), error),
  });
  return (
    <>
      <p className="text-text-2">{t("about")}</p>
      <Button className="justify-self-start" busy={isPending} onClick={() => mutate()}>
        {t("make")}
      </Button>
    </>
  );
}

function Remove({ data }: { data: SampleData }) {
  const t = useTranslations("sample-data");
  const [isAsked, setIsAsked] = useState(false);
  const finish = useFinish();
  const refuse = useRefusal();
  const { mutate, isPending } = useMutation({
    mutationFn: removeSampleData,
    onSuccess: (gone) => finish(t("removed", gone)),
    onError: (error) => refuse(t("notRemoved"), error),
    onSettled: () => setIsAsked(false),
  });
  return (
    <>
      <p className="text-text-2">{t("there", data)}</p>
      <Button className="justify-self-start" onClick={() => setIsAsked(true)}>
        {t("remove")}
      </Button>
      <ConfirmEffect
        open={isAsked}
        onOpenChange={setIsAsked}
        title={t("ask")}
        effect={t("effect", data)}
        confirm={t("remove")}
        keep={t("keep")}
        busy={isPending}
        onConfirm={() => mutate()}
      />
    </>
  );
}
