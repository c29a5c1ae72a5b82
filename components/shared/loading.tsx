"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type LoadingProps = {
  onCancel?: () => void;
  /** Skeleton blocks in the shape of what is coming. */
  children: ReactNode;
};

/** A wait: skeleton at once, after 5 s a sentence, after 10 s a way out. */
export function Loading({ onCancel, children }: LoadingProps) {
  const t = useTranslations("shared");
  const waitedS = useWaited();
  return (
    <div aria-busy>
      <p role="status" className={waitedS >= 5 ? "px-6 py-3 text-text-2" : "sr-only"}>
        {waitedS >= 5 ? t("loading.slow") : t("loading.now")}
        {waitedS >= 10 && onCancel ? (
          <Button size="sm" className="ms-3" onClick={onCancel}>
            {t("cancel")}
          </Button>
        ) : null}
      </p>
      {children}
    </div>
  );
}

function useWaited(): 0 | 5 | 10 {
  const [waitedS, setWaitedS] = useState<0 | 5 | 10>(0);
  useEffect(() => {
    const five = setTimeout(() => setWaitedS(5), 5000);
    const ten = setTimeout(() => setWaitedS(10), 10_000);
    return () => {
      clearTimeout(five);
      clearTimeout(ten);
    };
  }, []);
  return waitedS;
}
