"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { updateGateCode } from "@/lib/properties/client";
import type { Property } from "@/lib/properties/schema";
import { GATE_CODE_LENGTH } from "@/lib/properties/rules";

/**
 * The code of a place that is only being made. It stays in memory: the form's draft lies in the browser in clear, and
 * what makes a place keeps a fingerprint of its body. So it is sent alone, after the place is there.
 */
export function useNewGateCode() {
  const t = useTranslations("properties.gateCode");
  const toast = useToast();
  const may = useCan()("manage", "properties");
  const [code, setCode] = useState("");
  const keep = async (made: Property): Promise<Property> => {
    const given = code.trim();
    if (given === "") return made;
    try {
      return await updateGateCode(made.id, made.version, given);
    } catch {
      toast.show({ title: t("notKept"), description: t("notKeptHint"), tone: "danger" });
      return made;
    }
  };
  return { keep, field: may ? <GateCodeField value={code} onChange={setCode} /> : null };
}

function GateCodeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("properties.gateCode");
  return (
    <Field label={t("label")} hint={`${t("hint")} ${t("explain")}`}>
      <Input
        value={value}
        onChange={(event) => onChange(event.target.value)}
        maxLength={GATE_CODE_LENGTH}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
      />
    </Field>
  );
}
