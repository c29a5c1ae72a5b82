"use client";

import { useTranslations } from "use-intl/react";
import type { RefObject } from "react";
import { useShortcuts } from "./use-shortcuts";

type RowKeys = {
  body: RefObject<HTMLTableSectionElement | null>;
  ids: readonly string[];
  /** Brings a row into the document before it can take the focus. */
  scrollTo: (index: number) => void;
  onPeek?: (id: string) => void;
  /** The row whose record stands beside the list: it follows the moving. */
  currentId?: string | null;
  onSelect?: (id: string) => void;
};

/** The link of the layout that shows: table cell on a desk, two lines on a phone. */
function linkOf(row: Element | null | undefined): HTMLElement | null {
  const links = row?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [];
  return [...links].find((link) => link.offsetParent !== null) ?? null;
}

function rowOf(body: HTMLElement | null, id: string | undefined): Element | null {
  return id === undefined ? null : (body?.querySelector(`[data-row-id="${CSS.escape(id)}"]`) ?? null);
}

/** J and K move the real focus, so Enter is the link's own and a screen reader follows. */
export function useRowKeys({ body, ids, scrollTo, onPeek, currentId, onSelect }: RowKeys): void {
  const t = useTranslations("shared");
  const group = t("keys.list");

  const focusedId = () =>
    document.activeElement?.closest("[data-row-id]")?.getAttribute("data-row-id") ?? null;

  const move = (step: 1 | -1) => {
    const from = focusedId();
    const current = from === null ? -1 : ids.indexOf(from);
    const next = current === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, current + step));
    const focus = () => linkOf(rowOf(body.current, ids[next]))?.focus();
    const id = ids[next];
    if (currentId && id !== undefined && id !== from) onPeek?.(id);
    if (rowOf(body.current, id)) return focus();
    scrollTo(next);
    requestAnimationFrame(focus);
  };

  const peek = () => {
    const id = focusedId() ?? ids[0];
    if (id === undefined) return;
    linkOf(rowOf(body.current, id))?.focus();
    onPeek?.(id);
  };

  const select = () => {
    const id = focusedId();
    if (id !== null) onSelect?.(id);
  };

  useShortcuts([
    { keys: "j", label: t("keys.next"), group, run: () => move(1) },
    { keys: "k", label: t("keys.previous"), group, run: () => move(-1) },
    ...(onPeek ? [{ keys: "space", label: t("keys.peek"), group, run: peek }] : []),
    ...(onSelect ? [{ keys: "x", label: t("keys.select"), group, run: select }] : []),
  ]);
}
