"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import type { PictureStep } from "@/components/attachments/use-picture-picker";
import { Button } from "@/components/ui/button";
import { fileAddress } from "@/lib/files/client";
import type { OrganizationCardProps } from "./company-card";
import { SettingsPanel } from "./settings-card";
import { useLogo } from "./use-logo";

/** Saved as soon as it was looked at: a picture is seen, there is nothing to type. */
export function LogoCard({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings.branding");
  const { step, isBusy, choose, remove } = useLogo(organization, onSaved);
  const input = useRef<HTMLInputElement>(null);
  const { logo_file_id: logo, name } = organization;
  return (
    <SettingsPanel title={t("logo")}>
      {logo ? (
        <Samples fileId={logo} alt={t("logoOf", { name })} />
      ) : (
        <p className="text-text-2">{t("none")}</p>
      )}
      <p className="text-13 text-text-3">{t("logoHint")}</p>
      <LogoNews step={step} />
      <div className="flex flex-wrap gap-2">
        <Button busy={isBusy} onClick={() => input.current?.click()}>
          {logo ? t("replace") : t("choose")}
        </Button>
        {logo && !isBusy ? (
          <Button variant="ghost" onClick={() => void remove()}>
            {t("remove")}
          </Button>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t("choose")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const picture = event.target.files?.[0];
          // The same picture may be chosen again after it failed.
          event.target.value = "";
          if (picture) void choose(picture);
        }}
      />
    </SettingsPanel>
  );
}

/** On both grounds it will stand on: a white logo is lost on one of them. */
function Samples({ fileId, alt }: { fileId: string; alt: string }) {
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {["#ffffff", "#13181c"].map((page) => (
        <div
          key={page}
          className="grid h-24 place-items-center rounded-card edge p-3"
          style={{ background: page }}
        >
          <img
            src={fileAddress(fileId, "medium")}
            alt={alt}
            className="max-h-full max-w-full object-contain"
          />
        </div>
      ))}
    </div>
  );
}

function LogoNews({ step }: { step: PictureStep }) {
  const t = useTranslations("settings.branding");
  if (step.kind === "problem") return <FormProblem error={step.error} />;
  const words =
    step.kind === "idle"
      ? null
      : step.kind === "sending"
        ? t("sending", { share: step.share })
        : step.kind === "refused"
          ? t("refused", { reason: t(`reasons.${step.reason}`) })
          : t(step.kind);
  const isBad = ["refused", "wrongType", "tooLarge", "notSent"].includes(step.kind);
  return (
    <p role={isBad ? "alert" : "status"} className={isBad ? "text-13 text-danger" : "text-13 text-text-2"}>
      {words}
    </p>
  );
}
