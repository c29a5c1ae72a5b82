"use client";

import { useTranslations } from "use-intl/react";
import { CommandDialog } from "@/components/ui/command-dialog";
import { Kbd } from "@/components/ui/kbd";
import type { PaletteProps } from "./palette";
import type { Command } from "./palette-commands";
import { usePalette } from "./use-palette";
import { isNumberLike, isPhoneLike } from "./use-pasted-phone";

export default function PaletteDialog({ open, initialQuery, onOpenChange, onHelp }: PaletteProps) {
  const t = useTranslations("office.palette");
  const { query, setQuery, groups, state, jumpOnArrival } = usePalette({
    initialQuery,
    close: () => onOpenChange(false),
    onHelp,
  });
  return (
    <CommandDialog<Command>
      open={open}
      onOpenChange={onOpenChange}
      label={t("title")}
      closeLabel={t("close")}
      placeholder={t("placeholder")}
      query={query}
      onQueryChange={setQuery}
      onPaste={(text) => {
        if (isPhoneLike(text) || isNumberLike(text)) jumpOnArrival();
      }}
      groups={groups}
      isBusy={state === "searching"}
      empty={<PaletteNote state={state} query={query} />}
      note={state === "failed" ? t("failed") : null}
      onSelect={(command) => {
        onOpenChange(false);
        command.run();
      }}
      renderItem={(command) => <CommandRow command={command} />}
    />
  );
}

function PaletteNote({ state, query }: { state: "idle" | "searching" | "failed"; query: string }) {
  const t = useTranslations("office.palette");
  if (state === "searching") return t("searching");
  if (state === "failed") return t("failed");
  return t("nothing", { query });
}

function CommandRow({ command }: { command: Command }) {
  return (
    <>
      <command.icon aria-hidden />
      <span className="flex min-w-0 flex-1 items-baseline gap-2">
        <span className="truncate">{command.label}</span>
        {command.detail ? (
          <span className="min-w-0 shrink-[2] truncate text-13 text-text-3">{command.detail}</span>
        ) : null}
      </span>
      {command.keys ? <Kbd keys={command.keys} className="max-md:hidden" /> : null}
    </>
  );
}
