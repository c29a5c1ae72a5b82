import "server-only";
import { createTranslator } from "use-intl/core";
import { z } from "zod";
import { readObject, writeObject } from "@/lib/worker/objects";
import { createFormats } from "@/lib/i18n/format";
import { messagesOf } from "@/lib/i18n/messages";
import { formatPhone } from "@/lib/phone";
import { contactLines, reportBlocks } from "@/lib/service-reports/rules";
import { renderReportPdf } from "@/lib/service-reports/pdf";
import { reportDocument } from "@/lib/service-reports/schema";
import { sha256Hex } from "@/lib/crypto/digest";
import { brandShades } from "@/lib/branding/rules";
import type { Job, JobContext } from "@/lib/worker/job";

const payload = z.object({ report_id: z.guid() });

const toMake = z.object({
  document: reportDocument,
  /** Of the document, kept with the PDF: tells later whether the visit says more. */
  sum: z.string(),
  country: z.string(),
  time_zone: z.string(),
  pictures: z.array(z.object({ file_id: z.guid(), path: z.string() })),
});
type ToMake = z.infer<typeof toMake>;

/** Where paper is cut to Letter instead of A4. */
const LETTER_COUNTRIES = new Set(["US", "CA", "MX", "CL", "CO", "VE", "PH", "PR", "DO", "GT", "CR", "PA"]);

/**
 * Makes the PDF of a visit's report and puts it where files lie. Repeated after a crash it makes another one; the
 * first is named by no row and swept.
 */
export async function makeReport(job: Job, { sql }: JobContext): Promise<void> {
  const { report_id: reportId } = payload.parse(job.payload);
  try {
    const [row] = await sql<{ made: unknown }[]>`
      select ops.report_to_make(${job.orgId}, ${reportId}) as made`;
    if (!row?.made) return;
    const wanted = toMake.parse(row.made);
    const { name, bytes } = await drawReport(wanted);
    const sha256 = sha256Hex(bytes);
    const path = `${job.orgId}/${sha256}/original.pdf`;
    await writeObject("files", path, bytes, "application/pdf");
    const facts = {
      name,
      path,
      sha256,
      size_bytes: bytes.length,
      sum: wanted.sum,
      language: wanted.document.language,
    };
    await sql`select ops.report_made(${job.orgId}, ${reportId}, ${JSON.stringify(facts)}::text::jsonb)`;
  } catch (error) {
    // Somebody waits for it on a page, which then says so and offers another try.
    if (job.attempts >= job.maxAttempts) {
      await sql`select ops.report_failed(${job.orgId}, ${reportId}, ${String(error)})`;
    }
    throw error;
  }
}

async function drawReport(wanted: ToMake): Promise<{ name: string; bytes: Buffer }> {
  const { document } = wanted;
  const { language } = document;
  const t = createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: "service-reports",
    timeZone: "UTC",
  });
  const formats = createFormats(language);
  const pictures = new Map<string, Buffer>();
  for (const { file_id: fileId, path } of wanted.pictures) {
    const bytes = await readObject("files", path);
    if (bytes) pictures.set(fileId, bytes);
  }
  const { organization } = document;
  const bytes = await renderReportPdf({
    title: t("title", { number: document.visit.number }),
    language,
    paper: LETTER_COUNTRIES.has(wanted.country) ? "LETTER" : "A4",
    organization: {
      name: organization.legal_name ?? organization.name,
      lines: contactLines(organization, formatPhone),
      color: organization.brand_color && brandShades(organization.brand_color).light,
      logo: pictures.get(organization.logo_file_id ?? "") ?? null,
    },
    blocks: reportBlocks(document, t, formats),
    pictures,
    made: t("made", { when: formats.dayTime(new Date(), wanted.time_zone) }),
    pageWords: (page, pages) => t("page", { page, pages }),
  });
  return { name: `${t("fileName", { number: document.visit.number })}.pdf`, bytes };
}
