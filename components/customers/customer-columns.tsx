"use client";

import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { isMarked, Marked } from "@/components/shared/marked";
import { useMember, usePeople } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { Age } from "@/components/shared/when";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { CustomerRow } from "@/lib/customers/schema";
import { UNKNOWN } from "@/lib/i18n/format";

const MATCH_WORDS = ["phone", "email", "address", "name", "company", "contact"] as const;

type Texts = { name: string; place: string | null; phone: string | null; email: string | null };

function textsOf(row: CustomerRow, format: (phone: string) => string): Texts {
  const { place } = row;
  return {
    name: row.display_name,
    place: place ? [place.line1, place.city].filter(Boolean).join(", ") : null,
    phone: row.phone ? format(row.phone) : null,
    email: row.email,
  };
}

/** What was found and is not to be seen in the row itself: "Contact: Lee Park". */
function HiddenMatch({ row, query, texts }: { row: CustomerRow; query: string | undefined; texts: Texts }) {
  const t = useTranslations("customers");
  if (!row.match || !query) return null;
  const isVisible = Object.values(texts).some((text) => isMarked(text, query));
  if (isVisible) return null;
  // The person at a company is a contact to whoever reads the row.
  const field = row.match.field === "person" ? "contact" : row.match.field;
  const word = MATCH_WORDS.find((known) => known === field) ?? "other";
  return (
    <span className="truncate text-13 font-normal text-text-3">
      {t(`match.${word}`)}: <Marked text={row.match.text} query={query} />
    </span>
  );
}

function NameCell({ row, query, texts }: { row: CustomerRow; query: string | undefined; texts: Texts }) {
  const t = useTranslations("customers");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className={cn("truncate", row.deleted_at && "text-text-3 line-through")}>
        <Marked text={texts.name} query={query} />
      </span>
      {row.status === "active" ? null : (
        <Badge tone={row.status === "lead" ? "info" : "quiet"} className="shrink-0">
          {t(`status.${row.status}`)}
        </Badge>
      )}
      <HiddenMatch row={row} query={query} texts={texts} />
    </span>
  );
}

function Text({ text, query }: { text: string | null; query: string | undefined }) {
  if (!text) return <span className="text-text-3">{UNKNOWN}</span>;
  return <Marked text={text} query={query} />;
}

function Responsible({ id }: { id: string | null }) {
  const person = usePeople().find((candidate) => candidate.id === id);
  if (!person) return <span className="text-text-3">{UNKNOWN}</span>;
  return <Person id={person.id} name={person.name} size="sm" className="max-w-full" />;
}

function useOwnPhoneFormat(): (phone: string) => string {
  const { country } = useMember().organization;
  const format = usePhoneFormat();
  return useCallback((phone) => format(phone, country), [format, country]);
}

export function useCustomerColumns(query: string | undefined): Column<CustomerRow>[] {
  const t = useTranslations("customers");
  const format = useOwnPhoneFormat();
  return useMemo(() => {
    const cell = (field: keyof Texts) =>
      function TextCell(row: CustomerRow) {
        return <Text text={textsOf(row, format)[field]} query={query} />;
      };
    return [
      {
        id: "name",
        header: t("column.name"),
        cell: (row) => <NameCell row={row} query={query} texts={textsOf(row, format)} />,
      },
      { id: "place", header: t("column.place"), width: "22%", cell: cell("place") },
      { id: "phone", header: t("column.phone"), width: "9rem", cell: cell("phone") },
      { id: "email", header: t("column.email"), width: "19%", from: "lg", cell: cell("email") },
      {
        id: "responsible",
        header: t("column.responsible"),
        width: "9rem",
        from: "xl",
        cell: (row) => <Responsible id={row.assigned_to} />,
      },
      {
        id: "changed",
        header: t("column.changed"),
        width: "10rem",
        from: "xl",
        align: "end",
        cell: (row) => <Age at={row.updated_at} show="day" />,
      },
    ];
  }, [t, format, query]);
}

/** On a phone: name, and below it where and how to reach. */
export function useCompactCustomer(query: string | undefined): (row: CustomerRow) => CompactRow {
  const format = useOwnPhoneFormat();
  return (row) => {
    const texts = textsOf(row, format);
    const meta = [texts.place, texts.phone ?? texts.email].filter((text) => text !== null).join(" · ");
    return {
      title: <NameCell row={row} query={query} texts={texts} />,
      meta: <Text text={meta || null} query={query} />,
    };
  };
}
