"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { ConfirmEffect } from "./confirm-effect";
import { useMember } from "./member";
import { VisitLinks } from "./visit-links";

type Stranded = {
  total: number;
  visits: {
    id: string;
    number: string;
    starts_at: string;
    ends_at: string | null;
    time_zone: string;
    customer_name: string | null;
  }[];
};

type Pending = { found: Stranded; answer: (saves: boolean) => void };

type Question = {
  /** Resolves once it is clear whether to save; true where no visit is concerned or nothing could be found out. */
  isWanted: (check: () => Promise<Stranded | null>) => Promise<boolean>;
  isAsking: boolean;
  question: ReactNode;
};

/** Before hours are saved that leave planned visits outside: which, with the way to each. */
export function useStrandedQuestion(): Question {
  const [isAsking, setIsAsking] = useState(false);
  const [pending, setPending] = useState<Pending | null>(null);
  const isWanted = async (check: () => Promise<Stranded | null>) => {
    if (isAsking) return false;
    setIsAsking(true);
    try {
      // Whatever is wrong with the hours or the connection, saving says it better.
      const found = await check().catch(() => null);
      if (!found || found.total === 0) return true;
      return await new Promise<boolean>((answer) => setPending({ found, answer }));
    } finally {
      setPending(null);
      setIsAsking(false);
    }
  };
  return { isWanted, isAsking, question: pending ? <StrandedQuestion {...pending} /> : null };
}

type Submittable = { isSaving: boolean; submit: (event?: { preventDefault: () => void }) => void };

/** A form that asks before it saves; `check` answers null where its words cannot be saved anyhow. */
export function useAskedForm<S extends Submittable>(
  state: S,
  check: () => (() => Promise<Stranded | null>) | null,
) {
  const { isWanted, isAsking, question } = useStrandedQuestion();
  const submit = async () => {
    const ask = check();
    if (!ask || (await isWanted(ask))) state.submit();
  };
  const asked: S = {
    ...state,
    isSaving: state.isSaving || isAsking,
    submit: (event) => {
      event?.preventDefault();
      void submit();
    },
  };
  return { asked, question };
}

function StrandedQuestion({ found, answer }: Pending) {
  const t = useTranslations("shared.stranded");
  const { slug, time_zone } = useMember().organization;
  const more = found.total - found.visits.length;
  return (
    <ConfirmEffect
      open
      onOpenChange={() => answer(false)}
      tone="primary"
      title={t("title", { count: found.total })}
      effect={t("effect")}
      confirm={t("save")}
      keep={t("keep")}
      onConfirm={() => answer(true)}
    >
      <VisitLinks slug={slug} visits={found.visits} timeZone={time_zone} isAside />
      {more > 0 ? <p className="px-2 text-13 text-text-3">{t("more", { count: more })}</p> : null}
    </ConfirmEffect>
  );
}
