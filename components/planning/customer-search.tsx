"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { useSettled } from "@/components/shared/use-settled";
import { Combobox } from "@/components/ui/combobox";
import { customerKeys, fetchCustomers } from "@/lib/customers/client";
import type { CustomerRow } from "@/lib/customers/schema";
import { isMessage } from "@/lib/planning/rules";

type Item = { id: string; name: string; row: CustomerRow | null };

const NEW = "new";
const DEBOUNCE_MS = 120;

type CustomerSearchProps = {
  onPick: (customer: CustomerRow) => void;
  /** Nobody of that name or number: what was typed begins a new customer. */
  onNew: (typed: string) => void;
  onMessage: (text: string) => void;
};

/** A caller by number, name or address. A whole message pasted here is taken apart. */
export function CustomerSearch({ onPick, onNew, onMessage }: CustomerSearchProps) {
  const t = useTranslations("planning.who");
  const mayCreate = useCan()("create", "customers");
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const q = useSettled(wanted, DEBOUNCE_MS);
  const found = useQuery({
    queryKey: [...customerKeys.all, "call", q],
    queryFn: ({ signal }) => fetchCustomers(q === "" ? {} : { q }, { limit: 8, signal }),
    placeholderData: keepPreviousData,
  });
  const isSettled = q === wanted && !found.isPlaceholderData && !found.isPending;
  const rows = (found.data?.data ?? []).map((row) => ({ id: row.id, name: row.display_name, row }));
  const fresh: Item = { id: NEW, name: t("new", { typed: wanted }), row: null };
  // Before the answer is there, Enter must not make a second one of somebody who exists.
  const items: Item[] = isSettled && wanted !== "" && mayCreate ? [...rows, fresh] : isSettled ? rows : [];
  return (
    <div
      onPasteCapture={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (!isMessage(text)) return;
        event.preventDefault();
        event.stopPropagation();
        onMessage(text);
      }}
    >
      <Combobox<Item>
        items={items}
        value={null}
        onValueChange={(item) => {
          if (!item) return;
          if (item.row) onPick(item.row);
          else onNew(wanted);
        }}
        itemKey={({ id }) => id}
        itemLabel={({ name }) => name}
        renderItem={(item) => <SearchItem item={item} />}
        onQuery={setTyped}
        empty={isSettled ? t("none") : t("searching")}
        placeholder={t("placeholder")}
        aria-label={t("label")}
      />
    </div>
  );
}

function SearchItem({ item: { name, row } }: { item: Item }) {
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  if (!row)
    return (
      <span className="flex items-center gap-2 py-1 text-accent-text">
        <UserRoundPlus aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="truncate">{name}</span>
      </span>
    );
  const details = [row.place?.line1, row.place?.city, row.phone && formatPhone(row.phone, country)];
  return (
    <>
      <span className="block truncate">{name}</span>
      <span className="block truncate text-13 text-text-3">{details.filter(Boolean).join(" · ")}</span>
    </>
  );
}
