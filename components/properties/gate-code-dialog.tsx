"use client";

import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import { knownCode, problemOf } from "@/components/shared/problem";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { fetchProperty, propertyKeys, updateGateCode } from "@/lib/properties/client";
import { GATE_CODE_LENGTH } from "@/lib/properties/rules";
import type { Property } from "@/lib/properties/schema";

const FORM = "gate-code";

/** A new code over the old one, which is not shown for it: who only changes it need not know it. */
export function GateCodeDialog({ property, onClose }: { property: Property; onClose: () => void }) {
  const t = useTranslations("properties.gateCode");
  const shared = useTranslations("shared");
  const [code, setCode] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const { save, isBusy, problem } = useSaving(property, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "") save(code.trim());
  };
  const hasCode = property.gate_code_set_at !== null;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={hasCode ? t("changeTitle") : t("addTitle")}
      description={t("explain")}
      closeLabel={shared("close")}
      initialFocus={input}
      footer={
        <>
          {hasCode ? (
            <Button variant="ghost" className="me-auto" busy={isBusy} onClick={() => save(null)}>
              {t("remove")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM} busy={isBusy} disabled={code.trim() === ""}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit}>
        <Field label={t("new")} hint={t("hint")} error={problem ?? undefined}>
          <Input
            ref={input}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            maxLength={GATE_CODE_LENGTH}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** Somebody else's change of the place meanwhile is no reason to refuse a code: the new version is asked for, once. */
function useSaving(property: Property, onClose: () => void) {
  const t = useTranslations("properties.gateCode");
  const shared = useTranslations("shared");
  const toast = useToast();
  const store = useStoreRecord<Property>(propertyKeys);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (code: string | null) => {
    const { id, version, gate_code_set_at: since } = property;
    try {
      return await updateGateCode(id, version, code);
    } catch (error) {
      const now = problemOf(error).code === "stale" ? await fetchProperty(id) : null;
      if (now?.gate_code_set_at !== since) throw error;
      return updateGateCode(id, now.version, code);
    }
  };
  const save = (code: string | null) => {
    setIsBusy(true);
    send(code)
      .then((saved) => {
        store(saved);
        toast.show({ title: code === null ? t("removed") : t("saved"), tone: "success" });
        onClose();
      })
      .catch((error: unknown) => {
        setProblem(shared(`problems.${knownCode(problemOf(error))}`));
        setIsBusy(false);
      });
  };
  return { save, isBusy, problem };
}
