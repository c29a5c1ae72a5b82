"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

const PLAIN_LIMIT = 200;

function rowHeightPx(body: HTMLElement | null): number {
  return body?.querySelector("tr[data-row-id]")?.getBoundingClientRect().height ?? 44;
}

/**
 * Up to 200 rows all are in the document, so that the browser's own search finds them; past that only those near
 * the screen, with two spacer rows in place of the others. The document is the scroll container.
 */
export function useVirtualRows<R>(rows: readonly R[], body: RefObject<HTMLElement | null>) {
  const isVirtual = rows.length > PLAIN_LIMIT;
  const [measures, setMeasures] = useState({ rowPx: 44, topPx: 0 });
  useLayoutEffect(() => {
    if (!isVirtual || !body.current) return;
    const topPx = body.current.getBoundingClientRect().top + window.scrollY;
    setMeasures({ rowPx: rowHeightPx(body.current), topPx });
  }, [isVirtual, body]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    estimateSize: () => measures.rowPx,
    scrollMargin: measures.topPx,
    overscan: 20,
  });
  if (!isVirtual) {
    return {
      visible: rows.map((row, index) => ({ row, index })),
      before: 0,
      after: 0,
      scrollTo: () => undefined,
    };
  }
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  return {
    visible: items.flatMap(({ index }) => {
      const row = rows[index];
      return row === undefined ? [] : [{ row, index }];
    }),
    before: first ? first.start - measures.topPx : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - measures.topPx) : 0,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index, { align: "center" }),
  };
}
