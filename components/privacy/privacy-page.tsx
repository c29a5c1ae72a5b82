"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { CustomerPicker } from "@/components/customers/customer-picker";
import { Card } from "@/components/shared/card";
import { useMember } from "@/components/shared/member";
import type { PersonKind } from "@/lib/privacy/schema";
import { CompanyExport } from "./company-export";
import { PersonCard } from "./person-card";
import { RequestList } from "./request-list";

export type Person = { kind: PersonKind; id: string };

/** Find a person, see what is held, give it out or erase it; below, what was done so far. */
export function PrivacyPage({ person }: { person: Person | null }) {
  const t = useTranslations("privacy");
  const router = useRouter();
  const { slug } = useMember().organization;
  const base = `/o/${slug}/settings/privacy`;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <Card title={t("find")}>
        <div className="grid gap-2">
          <CustomerPicker
            value={null}
            onValueChange={(customer) =>
              router.push(customer ? `${base}?kind=customer&id=${customer.id}` : base, { scroll: false })
            }
          />
          <p className="text-13 text-text-3">{t("findHint")}</p>
        </div>
      </Card>
      {person ? <PersonCard key={person.id} person={person} /> : null}
      <RequestList />
      <CompanyExport />
    </div>
  );
}
