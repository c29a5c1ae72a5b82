import "server-only";
import PDFDocument from "pdfkit";
import type { ReportBlock, ReportPhoto } from "./rules";
import { facesOf, runsOf } from "./fonts";
import type { Weight } from "./fonts";

export type ReportPdf = {
  title: string;
  language: string;
  /** Letter in the Americas, A4 elsewhere. */
  paper: "LETTER" | "A4";
  organization: { name: string; lines: string[]; color: string | null; logo: Buffer | null };
  blocks: ReportBlock[];
  /** Bytes of photos and of the signature by file; JPEG or PNG. */
  pictures: ReadonlyMap<string, Buffer>;
  /** "Made 20 Nov, 14:02" and "Page 1 of 2". */
  made: string;
  pageWords(page: number, pages: number): string;
};

type Doc = InstanceType<typeof PDFDocument>;

const MARGIN = 48;
const GAP = 12;
const LABEL_WIDTH = 130;
const INK = "#141c21";
const GREY = "#454e55";
const LINE = "#d6dbe0";
const ACCENT = "#04686c";
const PHOTO_HEIGHT = 190;
const SIGNATURE = { width: 220, height: 80 };

/** The report as PDF bytes: fonts embedded, nothing fetched, no browser. */
export async function renderReportPdf(report: ReportPdf): Promise<Buffer> {
  const doc = new PDFDocument({
    size: report.paper,
    margin: MARGIN,
    bufferPages: true,
    lang: report.language,
    displayTitle: true,
    info: { Title: report.title, Author: report.organization.name, Creator: "Callout" },
  });
  const bytes = collect(doc);
  for (const face of [...facesOf("regular"), ...facesOf("bold")]) doc.registerFont(face.name, face.bytes);
  drawHead(doc, report);
  for (const block of report.blocks) drawBlock(doc, block, report);
  drawFeet(doc, report);
  doc.end();
  return bytes;
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

type Style = { size?: number; weight?: Weight; color?: string; x?: number; width?: number };

const contentWidth = (doc: Doc) => doc.page.width - 2 * MARGIN;
const bottomOf = (doc: Doc) => doc.page.height - MARGIN - 24;

/** Text at the current height, in as many faces as it needs; moves down by its height. */
function write(doc: Doc, text: string, style: Style = {}): void {
  const { size = 10, weight = "regular", color = INK, x = MARGIN, width = contentWidth(doc) } = style;
  const runs = runsOf(text, weight);
  doc.fontSize(size).fillColor(color);
  const { y } = doc;
  for (const [index, run] of runs.entries()) {
    doc.font(run.face.name);
    const isLast = index === runs.length - 1;
    if (index === 0) doc.text(run.text, x, y, { width, continued: !isLast, lineGap: 2 });
    else doc.text(run.text, { width, continued: !isLast, lineGap: 2 });
  }
  doc.x = MARGIN;
}

/** Height of a text as the first face would set it, which is that of all of them. */
function heightOf(doc: Doc, text: string, { size = 10, weight = "regular", width }: Style = {}): number {
  const face = facesOf(weight)[0];
  if (face) doc.font(face.name);
  return doc.fontSize(size).heightOfString(text, { width: width ?? contentWidth(doc), lineGap: 2 });
}

function makeRoom(doc: Doc, height: number): void {
  if (doc.y + height > bottomOf(doc)) doc.addPage();
}

function rule(doc: Doc, color = LINE, width = 0.75): void {
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(width)
    .strokeColor(color)
    .stroke();
  doc.y += GAP / 2;
}

function drawHead(doc: Doc, { organization, title }: ReportPdf): void {
  const top = doc.y;
  const right = doc.page.width - MARGIN;
  if (organization.logo) doc.image(organization.logo, right - 140, top, { fit: [140, 48], align: "right" });
  const width = contentWidth(doc) - (organization.logo ? 160 : 0);
  write(doc, organization.name, { size: 14, weight: "bold", width });
  for (const line of organization.lines) write(doc, line, { size: 9, color: GREY, width });
  doc.y = Math.max(doc.y, organization.logo ? top + 52 : top) + GAP;
  rule(doc, organization.color ?? ACCENT, 2);
  doc.y += GAP / 2;
  write(doc, title, { size: 20, weight: "bold" });
  doc.y += GAP;
}

function drawBlock(doc: Doc, block: ReportBlock, report: ReportPdf): void {
  if (block.kind !== "facts") {
    // A heading stays with the first of what it heads.
    makeRoom(doc, block.kind === "photos" ? PHOTO_HEIGHT + 80 : 60);
    doc.y += GAP / 2;
    write(doc, block.heading, { size: 12, weight: "bold" });
    doc.y += 4;
  }
  switch (block.kind) {
    case "facts":
      for (const row of block.rows) drawRow(doc, row.label, row.value, null);
      break;
    case "answers":
      for (const row of block.rows) drawRow(doc, row.label, row.value, row.note);
      break;
    case "prose":
      for (const paragraph of block.paragraphs) {
        makeRoom(doc, Math.min(heightOf(doc, paragraph), 60));
        write(doc, paragraph);
        doc.y += 4;
      }
      break;
    case "photos":
      drawPhotos(doc, block.photos, report.pictures);
      break;
    case "signature":
      drawSignature(doc, block, report.pictures);
      break;
  }
  doc.y += GAP;
}

/** A question may be a whole sentence, so labels of answers get half the width. */
function drawRow(doc: Doc, label: string, value: string, note: string | null): void {
  const isLong = label.length > 24;
  const labelWidth = isLong ? contentWidth(doc) / 2 - GAP : LABEL_WIDTH;
  const x = MARGIN + labelWidth + GAP;
  const width = contentWidth(doc) - labelWidth - GAP;
  const height = Math.max(
    heightOf(doc, label, { width: labelWidth }),
    heightOf(doc, value, { width }) + (note ? heightOf(doc, note, { size: 9, width }) : 0),
  );
  makeRoom(doc, Math.min(height, 200));
  const top = doc.y;
  const page = doc.bufferedPageRange().count;
  write(doc, label, { color: GREY, width: labelWidth });
  const afterLabel = doc.y;
  doc.y = top;
  write(doc, value, { x, width });
  if (note) write(doc, note, { size: 9, color: GREY, x, width });
  // A value longer than the page went on to the next one, where the label's end means nothing.
  if (doc.bufferedPageRange().count === page) doc.y = Math.max(doc.y, afterLabel);
  doc.y += 3;
}

function drawPhotos(doc: Doc, photos: ReportPhoto[], pictures: ReadonlyMap<string, Buffer>): void {
  const width = (contentWidth(doc) - GAP) / 2;
  for (let index = 0; index < photos.length; index += 2) {
    makeRoom(doc, PHOTO_HEIGHT + 40);
    const top = doc.y;
    let lowest = top;
    for (const [column, photo] of photos.slice(index, index + 2).entries()) {
      const x = MARGIN + column * (width + GAP);
      const picture = photo.fileId ? pictures.get(photo.fileId) : undefined;
      doc.y = top;
      if (picture) {
        doc.image(picture, x, top, { fit: [width, PHOTO_HEIGHT] });
        doc.y = top + PHOTO_HEIGHT + 4;
      } else {
        write(doc, photo.missing, { size: 9, color: GREY, x, width });
      }
      write(doc, photo.label, { size: 9, color: GREY, x, width });
      if (photo.caption) write(doc, photo.caption, { size: 9, x, width });
      lowest = Math.max(lowest, doc.y);
    }
    doc.y = lowest + GAP / 2;
  }
}

function drawSignature(
  doc: Doc,
  block: Extract<ReportBlock, { kind: "signature" }>,
  pictures: ReadonlyMap<string, Buffer>,
): void {
  const picture = block.fileId ? pictures.get(block.fileId) : undefined;
  makeRoom(doc, (picture ? SIGNATURE.height : 0) + 40);
  if (picture) {
    doc.image(picture, MARGIN, doc.y, { fit: [SIGNATURE.width, SIGNATURE.height] });
    doc.y += SIGNATURE.height + 4;
    doc
      .moveTo(MARGIN, doc.y)
      .lineTo(MARGIN + SIGNATURE.width, doc.y)
      .lineWidth(0.75)
      .strokeColor(LINE)
      .stroke();
    doc.y += 4;
  }
  write(doc, block.sentence);
  if (block.remark) write(doc, block.remark, { size: 9, color: GREY });
}

/** Last of all, when it is known how many pages there are. */
function drawFeet(doc: Doc, report: ReportPdf): void {
  const { made, title } = report;
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // Below the margin, where text would otherwise ask for a page of its own.
    doc.page.margins.bottom = 0;
    doc.y = doc.page.height - MARGIN;
    write(doc, `${title} · ${made} · ${report.pageWords(page + 1, count)}`, { size: 8, color: GREY });
    doc.page.margins.bottom = MARGIN;
  }
}
