"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useToast } from "@/components/ui/toast";
import { fetchGateCode } from "@/lib/properties/client";
import type { GateCode as Code, Property } from "@/lib/properties/schema";

const GateCodeDialog = lazyShown(() => import("./gate-code-dialog").then((part) => part.GateCodeDialog));

/** Long enough to type it into a message, short enough for a screen that others see. */
const SHOWN_MS = 30_000;

/** That there is a code, and for who may: the code on request, because each look is written down. */
export function GateCode({ property }: { property: Property }) {
  const t = useTranslations("properties.gateCode");
  const may = useCan()("manage", "properties");
  const [isOpen, setIsOpen] = useState(false);
  const { code, isAsked, show, hide } = useShownCode(property);
  const since = property.gate_code_set_at;
  const isLive = property.deleted_at === null;
  if (since === null && !(may && isLive)) return null;
  return (
    <div className="grid gap-1">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-text-3">{t("label")}</span>
        <span role="status" className={since === null ? "text-text-2" : "font-mono [overflow-wrap:anywhere]"}>
          {since === null ? t("none") : (code?.gate_code ?? t("hidden"))}
        </span>
        {may && since !== null ? (
          <Button size="sm" busy={isAsked} onClick={code ? hide : show}>
            {code ? t("hide") : t("show")}
          </Button>
        ) : null}
        {may && isLive ? (
          <Button size="sm" variant="ghost" onClick={() => setIsOpen(true)}>
            {since === null ? t("add") : t("change")}
          </Button>
        ) : null}
      </div>
      {since === null ? null : <Note since={since} code={code} may={may} />}
      {isOpen ? <GateCodeDialog property={property} onClose={() => setIsOpen(false)} /> : null}
    </div>
  );
}

function Note({ since, code, may }: { since: string; code: Code | null; may: boolean }) {
  const t = useTranslations("properties.gateCode");
  return (
    <p className="text-13 text-text-3">
      {t("since")} <When at={since} show="day" />
      {code?.set_by ? `, ${code.set_by.name}` : ""}
      {may ? ` · ${t("noted")}` : ""}
    </p>
  );
}

/** In this component's memory and nowhere else, and not for long. A code set meanwhile hides the old one. */
function useShownCode({ id, gate_code_set_at: since }: Property) {
  const shared = useTranslations("shared");
  const t = useTranslations("properties.gateCode");
  const toast = useToast();
  const [shown, setShown] = useState<{ code: Code; since: string | null } | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const show = () => {
    setIsAsked(true);
    fetchGateCode(id)
      .then((code) => setShown({ code, since }))
      .catch((error: unknown) =>
        toast.show({
          title: t("notShown"),
          description: shared(`problems.${knownCode(problemOf(error))}`),
        }),
      )
      .finally(() => setIsAsked(false));
  };
  const code = shown?.since === since ? shown.code : null;
  return { code, isAsked, show, hide: () => setShown(null) };
}
