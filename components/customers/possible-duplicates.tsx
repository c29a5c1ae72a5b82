"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import Link from "next/link";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl/react";
import { useSettled } from "@/components/shared/use-settled";
import { useMember } from "@/components/shared/member";
import { customerKeys, fetchCustomers } from "@/lib/customers/client";
import type { CustomerRow } from "@/lib/customers/schema";
import { parsePhone } from "@/lib/phone";

/** Nobody is asked about half a telephone number. */
const PAUSE_MS = 300;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function useSame(text: string | null, isSame: (row: CustomerRow) => boolean): CustomerRow[] {
  const filters = { q: text ?? "" };
  const { data } = useQuery({
    queryKey: customerKeys.list(filters),
    queryFn: ({ signal }) => fetchCustomers(filters, { limit: 5, signal }),
    enabled: text !== null,
    staleTime: 60_000,
  });
  return text === null ? [] : (data?.data.filter(isSame) ?? []);
}

type PossibleDuplicatesProps = { phone: string; email: string; exceptId?: string };

/** While typing: whoever already has this number or address. A hint, no wall: couples share a telephone. */
export function PossibleDuplicates({ phone, email, exceptId }: PossibleDuplicatesProps) {
  const t = useTranslations("customers");
  const { country, slug } = useMember().organization;
  const settledPhone = useSettled(parsePhone(phone, country), PAUSE_MS);
  const typedEmail = email.trim().toLowerCase();
  const settledEmail = useSettled(MAIL.test(typedEmail) ? typedEmail : null, PAUSE_MS);
  const byPhone = useSame(settledPhone, (row) => row.phone === settledPhone);
  const byEmail = useSame(settledEmail, (row) => row.email === settledEmail);
  const found = [
    ...byPhone,
    ...byEmail.filter((row) => !byPhone.some((other) => other.id === row.id)),
  ].filter((row) => row.id !== exceptId);
  const shown = useDeferredValue(found);
  if (shown.length === 0) return null;
  return (
    <output className="block rounded-control bg-warning-tint px-3 py-2.5">
      <p className="flex items-center gap-2 text-13 font-medium text-warning">
        <Copy aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        {t("duplicate.title", { count: shown.length })}
      </p>
      <ul className="mt-1.5 grid gap-1">
        {shown.map((row) => (
          <li key={row.id} className="flex flex-wrap items-baseline gap-x-2">
            <Link
              href={`/o/${slug}/customers/${row.id}`}
              className="touch-target inline-block min-h-6 font-medium text-accent-text underline-offset-4 hover:underline"
            >
              {row.display_name}
            </Link>
            <span className="text-13 text-text-2">
              {[
                byPhone.includes(row) ? t("duplicate.phone") : t("duplicate.email"),
                row.place ? [row.place.line1, row.place.city].filter(Boolean).join(", ") : null,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </output>
  );
}
