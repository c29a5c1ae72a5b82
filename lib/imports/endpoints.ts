import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, recordParams } from "@/lib/http/fields";
import {
  importCreate,
  importListQuery,
  importRecord,
  importRow,
  importRowsQuery,
  importUpdate,
} from "@/lib/imports/schema";

const tag = "Imports";
const reading = { permission: "read", resource: "imports" } as const;
const writing = { permission: "create", resource: "imports" } as const;
const answer = z.object({ data: importRecord });

export const importEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/imports",
    summary: "List imports, latest first",
    tag,
    access: reading,
    query: importListQuery,
    answer: pageOf(importRecord),
    status: 200,
  }),
  create: endpoint({
    method: "POST",
    path: "/imports",
    summary: "Have a file that was sent read as a list of customers; nothing is written yet",
    tag,
    access: writing,
    body: importCreate,
    answer,
    status: 201,
    problems: ["file_not_found", "file_not_ready"],
  }),
  get: endpoint({
    method: "GET",
    path: "/imports/{id}",
    summary: "Get an import: what was found in the file, and what would become of its rows",
    tag,
    access: reading,
    params: recordParams,
    answer,
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/imports/{id}",
    summary: "Say what the columns are; the rows are judged anew",
    tag,
    access: writing,
    params: recordParams,
    body: importUpdate,
    answer,
    status: 200,
    isConditional: true,
    problems: ["import_started", "import_not_ready"],
  }),
  start: endpoint({
    method: "POST",
    path: "/imports/{id}/starts",
    summary: "Write the new rows, as a batch operation; what was stopped goes on where it was",
    tag,
    access: writing,
    params: recordParams,
    body: z.strictObject({}),
    answer,
    status: 200,
    problems: ["import_started", "import_not_ready", "nothing_to_import"],
  }),
  rows: endpoint({
    method: "GET",
    path: "/imports/{id}/rows",
    summary: "List the rows of an import with what becomes of them and why",
    tag,
    access: reading,
    params: recordParams,
    query: importRowsQuery,
    answer: pageOf(importRow),
    status: 200,
  }),
  leftOut: endpoint({
    method: "GET",
    path: "/imports/{id}/left-out",
    summary: "Get the duplicates and errors as CSV with their reasons, to be corrected and sent again",
    tag,
    access: reading,
    params: recordParams,
    answer: null,
    status: 200,
  }),
};
