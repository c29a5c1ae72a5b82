import "server-only";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/worker/csv";
import type { getTranslator } from "@/lib/i18n/server";
import type { Import, ImportRow } from "@/lib/imports/schema";

export type Words = Awaited<ReturnType<typeof getTranslator<"imports">>>;

export type LeftOutFile = { name: string; content: string };

/**
 * The rows that stayed out, as they stand in the file, with the row's number and the reason before them. Corrected, it
 * can be sent again: the two columns in front are known by no heading, and the apostrophe that keeps a cell from being
 * a formula is taken away at reading.
 */
export function leftOutFile(
  { file_name, headings }: Import,
  rows: readonly ImportRow[],
  t: Words,
): LeftOutFile {
  const titles = headings.map((heading, column) => heading || t("column", { number: column + 1 }));
  const lines = rows.map((row) => csvLine([row.row, reasonOf(row, t), ...row.cells]));
  const bare = file_name.replace(/\.[a-z]{3,4}$/i, "");
  return {
    name: t("leftOutName", { name: bare }),
    content: BYTE_ORDER_MARK + csvLine([t("rowColumn"), t("reasonColumn"), ...titles]) + lines.join(""),
  };
}

function reasonOf({ reason, matches_row, customer, wrong }: ImportRow, t: Words): string {
  if (!reason) return "";
  const words = t(`reason.${reason}`);
  if (wrong) return t("ofCell", { reason: words, ...wrong });
  if (matches_row !== null) return t("asRow", { reason: words, row: matches_row });
  return customer ? t("asCustomer", { reason: words, name: customer.display_name }) : words;
}
