"use client";

import { Copy, Mail, Phone } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { IconButton } from "@/components/ui/icon-button";
import { ButtonLink } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Customer } from "@/lib/customers/schema";

type CustomerReachProps = {
  customer: Pick<Customer, "phone" | "email">;
  /** Shown where there is nothing yet. */
  onAdd?: () => void;
};

/** Number and address as the most pressed buttons of the page; a press calls or writes, the second copies. */
export function CustomerReach({ customer, onAdd }: CustomerReachProps) {
  const t = useTranslations("customers");
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const { phone, email } = customer;
  if (!phone && !email) {
    return (
      <p className="text-text-2">
        {t("page.noReach")}{" "}
        {onAdd ? (
          <button
            type="button"
            onClick={onAdd}
            className="touch-target min-h-6 font-medium text-accent-text underline-offset-4 hover:underline"
          >
            {t("page.addReach")}
          </button>
        ) : null}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {phone ? (
        <Reach
          href={`tel:${phone}`}
          text={formatPhone(phone, country)}
          label={t("page.call")}
          copyLabel={t("page.copyPhone")}
          icon={<Phone aria-hidden />}
        />
      ) : null}
      {email ? (
        <Reach
          href={`mailto:${email}`}
          text={email}
          label={t("page.mail")}
          copyLabel={t("page.copyEmail")}
          icon={<Mail aria-hidden />}
        />
      ) : null}
    </div>
  );
}

type ReachProps = { href: string; text: string; label: string; copyLabel: string; icon: React.ReactNode };

function Reach({ href, text, label, copyLabel, icon }: ReachProps) {
  const t = useTranslations("customers");
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.show({ title: t("page.copied"), tone: "success" });
  };
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <ButtonLink
        href={href}
        icon={icon}
        aria-label={`${label}: ${text}`}
        className="min-w-0 shrink [&>[data-words]]:truncate"
      >
        {text}
      </ButtonLink>
      <IconButton label={copyLabel} onClick={() => void copy()}>
        <Copy aria-hidden />
      </IconButton>
    </span>
  );
}
