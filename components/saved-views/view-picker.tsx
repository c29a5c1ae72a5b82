"use client";

import { Bookmark, BookmarkPlus, ChevronDown, Pencil, RefreshCw, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { SavedView } from "@/lib/saved-views/schema";
import { useSavedViews } from "./use-saved-views";

const NameDialog = lazyShown(() => import("./name-dialog").then((dialog) => dialog.NameDialog));

export type BuiltInView = { id: string; label: string; query: string };

type ViewPickerProps = {
  /** The list's name, as its address has it: "bookings". */
  list: string;
  /** The views everybody has; the first is the list without any filter. */
  builtIn: readonly BuiltInView[];
  /** What is shown now, as the address would say it. */
  query: string;
  /** Columns chosen now; empty are the list's own. */
  columns?: readonly string[];
  onShow: (query: string, columns: readonly string[]) => void;
};

const OWN: readonly string[] = [];

const sorted = (query: string) =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("&");

/** Which rows: the views everybody has, one's own and the shared ones, and what can be done with the one shown. */
export function ViewPicker({ list, builtIn, query, columns = OWN, onShow }: ViewPickerProps) {
  const t = useTranslations("saved-views");
  const may = useCan();
  const saved = useSavedViews(list);
  const [naming, setNaming] = useState<SavedView | "new" | null>(null);
  const shown = sorted(query);
  const isShown = (each: { query: string; columns?: readonly string[] }) =>
    sorted(each.query) === shown && (each.columns ?? OWN).join() === columns.join();
  const view = saved.views.find(isShown);
  const standard = builtIn.find(isShown);
  const showById = (id: string) => {
    const next = [...builtIn, ...saved.views].find((each) => each.id === id);
    if (next) onShow(next.query, "columns" in next ? next.columns : OWN);
  };
  const current = view?.id ?? standard?.id ?? "";
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="sm" icon={<Bookmark aria-hidden />} className="max-w-56">
            <ShownView name={view?.name ?? standard?.label ?? t("changed")} />
          </Button>
        }
      >
        <ViewChoices builtIn={builtIn} saved={saved.views} current={current} onChoose={showById} />
        <ViewActions
          view={view}
          isNew={!view && !standard && may("create", "saved_views")}
          onName={setNaming}
          onRemove={(gone) => void saved.remove(gone)}
        />
      </Menu>
      {naming ? (
        <NameDialog
          view={naming === "new" ? null : naming}
          list={list}
          query={query}
          columns={columns}
          onClose={() => setNaming(null)}
        />
      ) : null}
      <ChangedView
        last={saved.last(view)}
        isShown={!view && !standard}
        onKeep={(changed) => void saved.update(changed, { query, columns: [...columns] })}
      />
    </>
  );
}

function ShownView({ name }: { name: string }) {
  const t = useTranslations("saved-views");
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="sr-only">{t("choose")}: </span>
      <span className="truncate">{name}</span>
      <ChevronDown aria-hidden className="opacity-70" />
    </span>
  );
}

type ViewChoicesProps = {
  builtIn: readonly BuiltInView[];
  saved: readonly SavedView[];
  current: string;
  onChoose: (id: string) => void;
};

function ViewChoices({ builtIn, saved, current, onChoose }: ViewChoicesProps) {
  const t = useTranslations("saved-views");
  return (
    <>
      <MenuChoice
        value={current}
        onValueChange={onChoose}
        options={builtIn.map(({ id, label }) => ({ value: id, label }))}
      />
      {saved.length > 0 ? (
        <>
          <MenuSeparator />
          <MenuChoice
            label={t("title")}
            value={current}
            onValueChange={onChoose}
            options={saved.map(({ id, name, is_shared }) => ({
              value: id,
              label: name,
              icon: is_shared ? <Users aria-label={t("shared")} /> : undefined,
            }))}
          />
        </>
      ) : null}
    </>
  );
}

type ViewActionsProps = {
  view: SavedView | undefined;
  isNew: boolean;
  onName: (view: SavedView | "new") => void;
  onRemove: (view: SavedView) => void;
};

function ViewActions({ view, isNew, onName, onRemove }: ViewActionsProps) {
  const t = useTranslations("saved-views");
  if (isNew)
    return (
      <>
        <MenuSeparator />
        <MenuItem icon={<BookmarkPlus aria-hidden />} onSelect={() => onName("new")}>
          {t("save")}
        </MenuItem>
      </>
    );
  if (!view?.is_mine) return null;
  return (
    <>
      <MenuSeparator />
      <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onName(view)}>
        {t("rename")}
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => onRemove(view)}>
        {t("delete")}
      </MenuItem>
    </>
  );
}

type ChangedViewProps = {
  last: SavedView | null;
  isShown: boolean;
  onKeep: (view: SavedView) => void;
};

/** After a saved view was opened and its filters changed: one press keeps the change in it. */
function ChangedView({ last, isShown, onKeep }: ChangedViewProps) {
  const t = useTranslations("saved-views");
  if (!isShown || !last?.is_mine) return null;
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<RefreshCw aria-hidden />}
      className="max-w-64"
      onClick={() => onKeep(last)}
    >
      <span className="truncate">{t("update", { name: last.name })}</span>
    </Button>
  );
}
