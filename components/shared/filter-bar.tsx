"use client";

import { ChevronDown, Search, X } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { InputWith } from "@/components/ui/input";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useShortcuts } from "./use-shortcuts";

export type Filter = {
  id: string;
  label: string;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
  value: string | null;
  onChange: (value: string | null) => void;
};

type FilterBarProps = {
  search?: { value: string; onChange: (value: string) => void; placeholder: string; busy?: boolean };
  filters: readonly Filter[];
};

/** Search and chips of a list. The page keeps the values in the URL, so that every view is a link. */
export function FilterBar({ search, filters }: FilterBarProps) {
  const t = useTranslations("shared");
  const active = filters.filter((filter) => filter.value !== null);
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 max-md:flex-col max-md:items-stretch md:overflow-x-auto md:p-1">
      {search ? <SearchBox {...search} /> : null}
      {/* On a phone they are one line to push aside: a chip that comes late moves no row under a finger. */}
      <div className="flex items-center gap-2 max-md:overflow-x-auto max-md:p-1 md:contents">
        {filters.map((filter) => (
          <FilterChip key={filter.id} filter={filter} />
        ))}
        {active.length > 1 ? (
          <Button variant="ghost" size="sm" onClick={() => active.forEach((filter) => filter.onChange(null))}>
            {t("filters.clear")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function SearchBox({ value, onChange, placeholder, busy }: NonNullable<FilterBarProps["search"]>) {
  const t = useTranslations("shared");
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: placeholder, group: t("keys.list"), run: () => input.current?.focus() }]);
  return (
    <InputWith
      ref={input}
      type="search"
      value={value}
      aria-label={placeholder}
      aria-busy={busy || undefined}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          if (value === "") event.currentTarget.blur();
          else onChange("");
        }
      }}
      before={<Search aria-hidden strokeWidth={1.75} />}
      className="max-w-sm min-w-40 flex-1 max-md:max-w-none max-md:flex-none"
    />
  );
}

function FilterChip({ filter }: { filter: Filter }) {
  const t = useTranslations("shared");
  const chosen = filter.options.find((option) => option.value === filter.value);
  return (
    <Menu
      align="start"
      trigger={
        <Button
          size="sm"
          variant={chosen ? "secondary" : "ghost"}
          className={chosen ? "border-accent bg-accent-tint text-accent-text" : undefined}
        >
          {chosen ? t("filters.chip", { label: filter.label, value: chosen.label }) : filter.label}
          <ChevronDown aria-hidden className="opacity-70" />
        </Button>
      }
    >
      <MenuChoice value={filter.value ?? ""} onValueChange={filter.onChange} options={filter.options} />
      {chosen ? (
        <>
          <MenuSeparator />
          <MenuItem icon={<X aria-hidden />} onSelect={() => filter.onChange(null)}>
            {t("filters.remove")}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}
