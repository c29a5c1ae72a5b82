"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";

/** Brings a row into the document and the screen. */
export type ScrollTo = (index: number) => void;

type VirtualRowsProps = {
  count: number;
  columns: number;
  renderRow: (index: number) => ReactNode;
  scrollTo: RefObject<ScrollTo | null>;
};

/**
 * Of a long list only the rows near the screen, with two spacer rows in place of the others. The document is the
 * scroll container. Loaded when a list has grown long.
 */
export default function VirtualRows({ count, columns, renderRow, scrollTo }: VirtualRowsProps) {
  const top = useRef<HTMLTableRowElement>(null);
  const [measures, setMeasures] = useState({ rowPx: 44, topPx: 0 });
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => measures.rowPx,
    scrollMargin: measures.topPx,
    overscan: 20,
  });
  useLayoutEffect(() => {
    const body = top.current?.parentElement;
    if (!body) return;
    const row = body.querySelector("tr[data-row-id]");
    setMeasures({
      rowPx: row?.getBoundingClientRect().height ?? 44,
      topPx: body.getBoundingClientRect().top + window.scrollY,
    });
  }, []);
  useImperativeHandle(
    scrollTo,
    () => (index: number) => virtualizer.scrollToIndex(index, { align: "center" }),
  );
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  return (
    <>
      <tr ref={top} aria-hidden>
        <td colSpan={columns} style={{ height: first ? first.start - measures.topPx : 0, padding: 0 }}>
          {null}
        </td>
      </tr>
      {items.map(({ index }) => renderRow(index))}
      <tr aria-hidden>
        <td
          colSpan={columns}
          style={{ height: last ? virtualizer.getTotalSize() - (last.end - measures.topPx) : 0, padding: 0 }}
        >
          {null}
        </td>
      </tr>
    </>
  );
}
