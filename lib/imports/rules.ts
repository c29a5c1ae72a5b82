/** What a column can be. One kind of cell may stand in several columns: two telephones, three remarks. */
export const IMPORT_FIELDS = [
  "company_name",
  "full_name",
  "first_name",
  "last_name",
  "email",
  "phone",
  "address",
  "line1",
  "house_number",
  "line2",
  "postcode",
  "city",
  "region",
  "country",
  "lat",
  "lng",
  "source",
  "notes",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** A field of the company's own, by its key: "custom_fields.region". */
export type OwnImportField = `custom_fields.${string}`;
export const OWN_FIELD = /^custom_fields\.([a-z][a-z0-9_]{0,39})$/;
export const ownFieldOf = (key: string): OwnImportField => `custom_fields.${key}`;
export const isOwnField = (field: ImportField | OwnImportField | null): field is OwnImportField =>
  field !== null && OWN_FIELD.test(field);

/** By column; null: left out. */
export type Mapping = (ImportField | OwnImportField | null)[];

export const MAX_IMPORT_ROWS = 100_000;
export const MAX_IMPORT_COLUMNS = 100;

export const IMPORT_STATES = [
  "reading",
  "checking",
  "ready",
  "failed",
  "importing",
  "done",
  "stopped",
  "cancelled",
] as const;

/** Why a file as a whole is no list of customers. */
export const IMPORT_PROBLEMS = ["empty_file", "too_many_rows", "too_many_columns", "file_gone"] as const;

/** What becomes of a row: judged new, a duplicate or wrong before the start; written after it. */
export const ROW_OUTCOMES = ["new", "duplicate", "error", "created"] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Why a row stays out. */
export const ROW_REASONS = [
  "no_name",
  "too_long",
  "too_many_cells",
  "wrong_number",
  "wrong_date",
  "wrong_yes_no",
  "wrong_choice",
  "wrong_url",
  "same_email",
  "same_phone",
  "same_place",
  "same_name",
  "refused",
] as const;
export type RowReason = (typeof ROW_REASONS)[number];

/** What was read otherwise than it stands in the file; the words themselves are kept in the notes. */
export const ROW_WARNINGS = [
  "email_unreadable",
  "phone_unreadable",
  "phone_without_area_code",
  "address_incomplete",
  "position_unreadable",
] as const;
export type RowWarning = (typeof ROW_WARNINGS)[number];

const NAMES: ReadonlySet<Mapping[number]> = new Set(["company_name", "full_name", "first_name", "last_name"]);

/** Without a column that names the customer there is nothing to import. */
export const hasName = (mapping: Mapping) => mapping.some((field) => NAMES.has(field));

/** Imports and rows a page shows at a time. */
export const PAGE_SIZE = 50;

/** How the bytes of a file are read as words. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What stands between two cells. A comma where nothing tells: a file of one column has none at all. */
export const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];
