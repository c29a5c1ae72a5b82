"use client";

import { Phone } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Address } from "@/components/shared/address";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import type { Visit } from "@/lib/sync/schema";
import { GateCode } from "./gate-code";

/** How to get in. Codes are shown on request only: others look over the shoulder. */
export function AccessNotes({ visit }: { visit: Visit }) {
  const t = useTranslations("field.contact");
  return (
    <section
      aria-label={t("access")}
      className="grid gap-2 rounded-card edge border-border-strong p-3 text-18"
    >
      <Address address={visit.property} />
      <p className="font-mono whitespace-pre-line">{visit.property.access_notes ?? t("noAccess")}</p>
      <GateCode visit={visit} />
    </section>
  );
}

type Person = { id: string; name: string; phone: string | null; role: string | null };

/** Who is there and who comes along, each with a number to ring. */
export function People({ visit }: { visit: Visit }) {
  const t = useTranslations("field.contact");
  const role = useTranslations("bookings.rail.role");
  const colleagues = visit.colleagues.map((each) => ({
    ...each,
    id: each.resource_id,
    role: role(each.role),
  }));
  return (
    <>
      <PersonList label={t("contacts")} people={visit.contacts} country={visit.property.country} />
      <PersonList label={t("colleagues")} people={colleagues} country={visit.property.country} />
    </>
  );
}

function PersonList({ label, people, country }: { label: string; people: Person[]; country: string }) {
  const t = useTranslations("field.contact");
  const phoneText = usePhoneFormat();
  if (people.length === 0) return null;
  return (
    <section aria-label={label} className="grid gap-1">
      <h2 className="text-14 font-semibold text-text-2">{label}</h2>
      <ul className="grid">
        {people.map(({ id, name, phone, role }) => (
          <li key={id} className="flex min-h-14 items-center justify-between gap-3 edge-b py-1 last:border-0">
            <span className="min-w-0 text-18">
              <span className="block [overflow-wrap:anywhere]">{name}</span>
              {role ? <span className="block text-14 text-text-2">{role}</span> : null}
            </span>
            {phone ? (
              <a
                href={`tel:${phone}`}
                className="flex min-h-14 shrink-0 items-center gap-2 rounded-card edge border-border-strong px-3 text-16 tabular-nums"
              >
                <Phone aria-hidden className="size-5" strokeWidth={1.75} />
                <span className="sr-only">{t("callName", { name })}</span>
                {phoneText(phone, country)}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
