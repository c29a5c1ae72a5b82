import { extractText, getDocumentProxy } from "unpdf";
import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { createFormats } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";
import { reportBlocks } from "./rules";
import type { ReportBlock } from "./rules";
import { runsOf } from "./fonts";
import { renderReportPdf } from "./pdf";
import type { ReportDocument } from "./schema";

const FILE = "0198a1b2-0000-7000-8000-000000000001";
/** One black point. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==",
  "base64",
);

const report = (language: Locale): ReportDocument => ({
  report: {
    visit: "V-2041",
    job: "J-1001",
    title: "Heizkessel prüfen, Čerpadlo, Насос",
    customer: "Παπαδόπουλος & Söhne",
    site: "12 Elm St, Albany, NY, 12207, US",
    technicians: ["Sam Okafor", "Dana Müller"],
    checklist: [
      {
        name: "Boiler service",
        answers: [
          { label: "CO reading", value: "4 ppm", note: null },
          { label: "Flue clear", value: "yes", note: "Brushed once" },
          { label: "Filter changed", value: null, note: "No spare on the van" },
        ],
      },
      { name: "Nothing asked", answers: [] },
    ],
    notes_for_customer: ["Igniter replaced."],
    photos: [{ category: "before", sha256: "a".repeat(64) }],
  },
  language,
  organization: {
    name: "Northside",
    legal_name: "Northside Heating & Cooling Inc.",
    phone: "+15185550100",
    email: "hello@northside.test",
    address: "1 Main St\nAlbany",
    brand_color: "#7a1f3d",
    logo_file_id: null,
  },
  visit: {
    id: FILE,
    number: "V-2041",
    status: "completed",
    outcome: "incomplete",
    outcome_reason: "Part ordered",
    starts_at: "2026-11-20T15:00:00Z",
    actual_start: "2026-11-20T15:10:00Z",
    actual_end: "2026-11-20T16:40:00Z",
    time_zone: "America/New_York",
  },
  photos: [
    {
      id: FILE,
      file_id: FILE,
      file_state: "ready",
      category: "before",
      caption: "The old igniter",
      taken_at: "2026-11-20T15:12:00Z",
    },
    {
      id: FILE,
      file_id: FILE,
      file_state: "pending",
      category: "after",
      caption: null,
      taken_at: "2026-11-20T16:12:00Z",
    },
  ],
  signature: {
    kind: "customer",
    signer_name: "Claire Moreau",
    absent_reason: null,
    file_id: FILE,
    signed_at: "2026-11-20T16:38:00Z",
    is_current: false,
  },
});

const wordsOf = (language: Locale) =>
  createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: "service-reports",
    timeZone: "UTC",
  });

function blocksOf(document: ReportDocument): ReportBlock[] {
  return reportBlocks(document, wordsOf(document.language), createFormats(document.language));
}

async function textOf(blocks: ReportBlock[], language: Locale): Promise<{ text: string; pages: number }> {
  const pdf = await renderReportPdf({
    title: "Service report V-2041",
    language,
    paper: "A4",
    organization: { name: "Northside", lines: ["1 Main St"], color: "#7a1f3d", logo: PNG },
    blocks,
    pictures: new Map([[FILE, PNG]]),
    made: "Made today",
    pageWords: (page, pages) => `Page ${page} of ${pages}`,
  });
  const proxy = await getDocumentProxy(new Uint8Array(pdf));
  const { text, totalPages } = await extractText(proxy, { mergePages: true });
  return { text, pages: totalPages };
}

/** Lines break where the paper ends, and spaces come in several widths. */
const plain = (text: string) => text.replace(/\s+/gu, "");

/** Every string that a page would show of these blocks. */
function saidBy(block: ReportBlock): string[] {
  switch (block.kind) {
    case "facts":
      return block.rows.flatMap(({ label, value }) => [label, value]);
    case "answers":
      return [block.heading, ...block.rows.flatMap(({ label, value, note }) => [label, value, note ?? ""])];
    case "prose":
      return [block.heading, ...block.paragraphs];
    case "photos":
      return [
        block.heading,
        ...block.photos.flatMap(({ label, caption, fileId, missing }) => [
          label,
          caption ?? "",
          fileId ? "" : missing,
        ]),
      ];
    case "signature":
      return [block.heading, block.sentence, block.remark ?? ""];
  }
}

describe("the PDF of a report", () => {
  test.each(["en", "de"] as const)("says all that the page says (%s)", async (language) => {
    const blocks = blocksOf(report(language));
    const { text } = await textOf(blocks, language);
    for (const said of blocks.flatMap(saidBy)) expect(plain(text)).toContain(plain(said));
    expect(plain(text)).toContain("Page2of2");
  });

  test("goes on over as many pages as it needs, each with its number", async () => {
    const paragraphs = Array.from({ length: 120 }, (_, index) => `Line ${index} of the work that was done.`);
    const { text, pages } = await textOf([{ kind: "prose", heading: "Work", paragraphs }], "en");
    expect(pages).toBe(4);
    for (const paragraph of paragraphs) expect(plain(text)).toContain(plain(paragraph));
    expect(plain(text)).toContain("Page4of4");
  });
});

describe("the words of a report", () => {
  test("leave out what is not known, and questions that were never asked", () => {
    const document = report("en");
    const blocks = blocksOf({
      ...document,
      visit: { ...document.visit, outcome: null, actual_start: null, actual_end: null, starts_at: null },
      report: { ...document.report, technicians: [], notes_for_customer: [] },
      photos: [],
      signature: null,
    });
    expect(blocks.map(({ kind }) => kind)).toEqual(["facts", "answers", "signature"]);
    expect(blocks[0]).toEqual({
      kind: "facts",
      rows: [
        { label: "Customer", value: "Παπαδόπουλος & Söhne" },
        { label: "Place", value: "12 Elm St, Albany, NY, 12207, US" },
        { label: "Work", value: "Heizkessel prüfen, Čerpadlo, Насос" },
        { label: "Job", value: "J-1001" },
      ],
    });
    expect(blocks[2]).toEqual({
      kind: "signature",
      heading: "Signature",
      sentence: "Not signed.",
      fileId: null,
      remark: null,
    });
  });

  test("are the customer's, with times of the place", () => {
    const [facts, answers] = blocksOf(report("de"));
    expect(facts).toMatchObject({
      rows: expect.arrayContaining([
        { label: "Datum", value: "Freitag, 20. November" },
        { label: "Vor Ort", value: "10:10–11:40 Uhr" },
        { label: "Ergebnis", value: "Nicht abgeschlossen: Part ordered" },
      ]) as unknown,
    });
    expect(answers).toMatchObject({
      rows: [
        { label: "CO reading", value: "4 ppm" },
        { label: "Flue clear", value: "Ja" },
        { label: "Filter changed", value: "Nicht möglich" },
      ],
    });
  });
});

test("a text is cut where its script changes, and what no font has is drawn as a box", () => {
  const runs = runsOf("Čerpadlo Насос 水", "regular").map(({ text }) => text);
  expect(runs.join("")).toBe("Čerpadlo Насос □");
  expect(runs.length).toBeGreaterThan(1);
  expect(runsOf("", "regular")).toEqual([]);
});
