import { z } from "zod";
import { changes, country, id, instant, pageQuery, version } from "@/lib/http/fields";
import {
  ENCODINGS,
  IMPORT_FIELDS,
  IMPORT_PROBLEMS,
  IMPORT_STATES,
  MAX_IMPORT_COLUMNS,
  ROW_OUTCOMES,
  ROW_REASONS,
  ROW_WARNINGS,
  SEPARATORS,
} from "@/lib/imports/rules";

/** What a customer has, or a field of the company's own by its key: "custom_fields.region". */
const field = z.union([
  z.enum(IMPORT_FIELDS),
  z.templateLiteral(["custom_fields.", z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)]),
]);
const mapping = z.array(field.nullable()).max(MAX_IMPORT_COLUMNS);

/** `unsure` are rows of which something could not be read as what it should be and went to the notes. */
const counts = z.object({
  new: z.number().int(),
  duplicate: z.number().int(),
  error: z.number().int(),
  created: z.number().int(),
  unsure: z.number().int(),
});

export const importRecord = z.object({
  id,
  file_name: z.string(),
  state: z.enum(IMPORT_STATES),
  /** Why the file is no list. */
  problem: z.enum(IMPORT_PROBLEMS).nullable(),
  encoding: z.enum(ENCODINGS).nullable(),
  separator: z.enum(SEPARATORS).nullable(),
  headings: z.array(z.string()),
  mapping,
  country: z.string(),
  area_code: z.string().nullable(),
  row_count: z.number().int(),
  counts,
  /** While it is checked: rows that are judged already. */
  judged: z.number().int(),
  samples: z.array(z.array(z.string())),
  operation_id: id.nullable(),
  created_by: z.object({ id, name: z.string().nullable() }).nullable(),
  rows_removed_at: instant.nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Import = z.infer<typeof importRecord>;

export const importCreate = z.strictObject({ file_id: id });

/** The area code is put before telephones that have none; "" takes it away. */
export const importUpdate = changes({
  mapping,
  country,
  area_code: z
    .string()
    .trim()
    .regex(/^(\d{2,6})?$/)
    .transform((text) => text || null)
    .nullable(),
});
export type ImportUpdate = z.input<typeof importUpdate>;

export const importListQuery = z.strictObject(pageQuery);

export const importRow = z.object({
  row: z.number().int(),
  outcome: z.enum(ROW_OUTCOMES).nullable(),
  reason: z.enum(ROW_REASONS).nullable(),
  warnings: z.array(z.enum(ROW_WARNINGS)),
  /** The earlier row of the file that says the same. */
  matches_row: z.number().int().nullable(),
  /** The cell that a field of the company's own cannot take, by the heading of its column; null where another reason says enough. */
  wrong: z.object({ heading: z.string(), value: z.string() }).nullable(),
  cells: z.array(z.string()),
  /** What it became, or whose duplicate it is. */
  customer: z.object({ id, display_name: z.string() }).nullable(),
});
export type ImportRow = z.infer<typeof importRow>;

/** As the database answers: which cell is meant is found by whoever knows the fields. */
export const storedRow = importRow.omit({ wrong: true });
export type StoredRow = z.infer<typeof storedRow>;

export const importRowsQuery = z.strictObject({ ...pageQuery, outcome: z.enum(ROW_OUTCOMES).optional() });
export type ImportRowFilters = { outcome?: ImportRow["outcome"] & string };
