"use client";

import { Eraser } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Input } from "@/components/ui/input";
import { isMailAddress } from "@/lib/signatures/rules";
import { BigField } from "../visit/big-field";
import { BigButton } from "../visit/big-button";
import { FullNotice } from "../visit/full-notice";
import { useTyped } from "../visit/use-typed";
import { usePad } from "./use-pad";
import type { Pad } from "./use-pad";
import type { Signed } from "./use-sign";

type SignFormProps = {
  visitId: string;
  isBusy: boolean;
  fullWith: number | null;
  onSign: (signed: Signed) => Promise<boolean>;
};

/** Who signs, and the line to sign on. Nothing leaves this page before both are there. */
export function SignForm({ visitId, isBusy, fullWith, onSign }: SignFormProps) {
  const t = useTranslations("field.signature");
  const { attach, isEmpty, clear, picture: draw } = usePad();
  const typed = useTyped(`signer:${visitId}`);
  const address = useTyped(`signer-email:${visitId}`);
  const [isTried, setIsTried] = useState(false);
  const name = typed.value.trim();
  const email = address.value.trim().toLowerCase();
  const isWrong = email !== "" && !isMailAddress(email);
  const accept = async () => {
    setIsTried(true);
    if (name === "" || isEmpty || isWrong) return;
    const picture = await draw();
    if (!picture || !(await onSign({ name, email: email || null, picture }))) return;
    typed.forget();
    address.forget();
  };
  return (
    <div className="grid gap-4">
      <BigField label={t("name")} error={isTried && name === "" ? t("nameNeeded") : null}>
        <Input
          value={typed.value}
          autoComplete="off"
          onChange={(event) => typed.type(event.target.value)}
          className="h-14 text-18"
        />
      </BigField>
      <AddressField value={address.value} onType={address.type} isRefused={isTried && isWrong} />
      <SignField attach={attach} error={isTried && isEmpty ? t("strokeNeeded") : null} />
      <FullNotice unsent={fullWith} />
      <div className="flex flex-wrap gap-2">
        <BigButton icon={<Eraser aria-hidden />} className="min-h-16" onClick={clear}>
          {t("clear")}
        </BigButton>
        <BigButton
          height="primary"
          variant="primary"
          className="flex-1"
          busy={isBusy}
          onClick={() => void accept()}
        >
          {t("accept")}
        </BigButton>
      </div>
    </div>
  );
}

type AddressFieldProps = { value: string; onType: (text: string) => void; isRefused: boolean };

/** Where the signed report is sent to; empty for nowhere. */
function AddressField({ value, onType, isRefused }: AddressFieldProps) {
  const t = useTranslations("field.signature");
  return (
    <BigField label={t("email")} hint={t("emailHint")} error={isRefused ? t("emailWrong") : null}>
      <Input
        type="email"
        inputMode="email"
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        onChange={(event) => onType(event.target.value)}
        className="h-14 text-18"
      />
    </BigField>
  );
}

function SignField({ attach, error }: { attach: Pad["attach"]; error: string | null }) {
  const t = useTranslations("field.signature");
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <p id={id} className="text-16 font-medium">
        {t("field")}
      </p>
      <div className="relative rounded-card border-2 border-border-strong bg-surface">
        <span aria-hidden className="absolute inset-x-6 bottom-10 border-b border-border-strong" />
        <canvas
          ref={attach}
          role="img"
          aria-labelledby={id}
          className="relative block h-[40dvh] max-h-72 min-h-40 w-full touch-none text-text"
        />
      </div>
      {error ? (
        <p role="alert" className="text-16 text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
