"use client";

import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Facts } from "@/components/shared/facts";
import { PendingClock } from "@/components/shared/pending-clock";
import { Switch } from "@/components/ui/switch";
import { customerKeys } from "@/lib/customers/client";
import type { Customer } from "@/lib/customers/schema";
import { useFormats } from "@/lib/i18n/client";
import { useCustomerWrites } from "./use-customer-writes";

/** Whether a message may go out at all, and since when. A switch takes effect at once. */
export function CustomerPreferences({ customer, isEditable }: { customer: Customer; isEditable: boolean }) {
  const t = useTranslations("customers");
  const { change } = useCustomerWrites(customer.id);
  const given = useConsentSentence(customer);
  return (
    <Card title={t("preferences.title")} action={<PendingClock keys={customerKeys} id={customer.id} />}>
      {isEditable ? (
        <div className="grid gap-2">
          <Switch
            checked={customer.message_consent}
            onCheckedChange={(next) => void change(customer, { message_consent: next })}
            hint={given}
          >
            {t("preferences.consent")}
          </Switch>
          <Switch
            checked={customer.do_not_contact}
            onCheckedChange={(next) => void change(customer, { do_not_contact: next })}
            hint={t("form.doNotContactHint")}
          >
            {t("form.doNotContact")}
          </Switch>
        </div>
      ) : (
        <Facts
          facts={[
            { label: t("preferences.consent"), value: given },
            {
              label: t("preferences.contact"),
              value: customer.do_not_contact ? t("preferences.contactNo") : t("preferences.contactYes"),
            },
          ]}
        />
      )}
    </Card>
  );
}

function useConsentSentence(customer: Customer): string {
  const t = useTranslations("customers");
  const formats = useFormats();
  const date = customer.message_consent_at ? formats.day(customer.message_consent_at) : null;
  if (customer.message_consent) {
    if (!date) return t("preferences.consentYes");
    const source = customer.message_consent_source;
    return source
      ? t("preferences.consentSinceBy", { date, source })
      : t("preferences.consentSince", { date });
  }
  return date ? t("preferences.consentEnded", { date }) : t("preferences.consentNo");
}
