import type { ReportBlock, ReportPhoto } from "@/lib/service-reports/rules";
import { brandShades } from "@/lib/branding/rules";
import type { ReportDocument } from "@/lib/service-reports/schema";
import { fileAddress } from "@/lib/files/client";

type ReportSheetProps = {
  document: ReportDocument;
  title: string;
  blocks: ReportBlock[];
  /** How the company is reached. */
  lines: string[];
  /** What is read out for the logo and the signature's picture. */
  words: { logo: string; signature: string };
};

/** The report as the customer gets it, in his language: the same blocks as the PDF, drawn for a screen. */
export function ReportSheet({ document, title, blocks, lines, words }: ReportSheetProps) {
  const { organization } = document;
  return (
    <article
      lang={document.language}
      className="mx-auto max-w-[800px] rounded-card edge bg-surface px-5 py-6 text-16 md:px-10 md:py-8"
    >
      <header
        className="flex flex-wrap items-start justify-between gap-4 border-b-2 border-accent pb-4"
        style={
          organization.brand_color ? { borderColor: brandShades(organization.brand_color).light } : undefined
        }
      >
        <div className="min-w-0">
          <p className="font-semibold">{organization.legal_name ?? organization.name}</p>
          {lines.map((line) => (
            <p key={line} className="text-14 break-words text-text-2">
              {line}
            </p>
          ))}
        </div>
        {organization.logo_file_id ? (
          <Picture fileId={organization.logo_file_id} alt={words.logo} className="max-h-12 max-w-40" />
        ) : null}
      </header>
      <h2 className="mt-5 text-24 font-semibold">{title}</h2>
      {blocks.map((block) => (
        <Block
          key={block.kind === "facts" ? block.kind : `${block.kind} ${block.heading}`}
          block={block}
          signatureAlt={words.signature}
        />
      ))}
    </article>
  );
}

function Block({ block, signatureAlt }: { block: ReportBlock; signatureAlt: string }) {
  if (block.kind === "facts") return <Rows rows={block.rows} />;
  return (
    <section className="mt-8">
      <h3 className="mb-2 text-16 font-semibold">{block.heading}</h3>
      {block.kind === "answers" ? <Rows rows={block.rows} isWide /> : null}
      {block.kind === "prose"
        ? block.paragraphs.map((paragraph) => (
            <p key={paragraph} className="mb-2 max-w-[68ch] break-words whitespace-pre-line">
              {paragraph}
            </p>
          ))
        : null}
      {block.kind === "photos" ? <Photos photos={block.photos} /> : null}
      {block.kind === "signature" ? (
        <>
          {block.fileId ? (
            // Strokes are dark on nothing: on a dark page they need their paper.
            <Picture
              fileId={block.fileId}
              alt={signatureAlt}
              className="mb-2 h-24 rounded-control px-2"
              isOnPaper
            />
          ) : null}
          <p>{block.sentence}</p>
          {block.remark ? <p className="mt-1 text-14 text-text-2">{block.remark}</p> : null}
        </>
      ) : null}
    </section>
  );
}

type Row = { label: string; value: string; note?: string | null };

/** Questions may be sentences, so answers get as much room as they do. */
function Rows({ rows, isWide = false }: { rows: Row[]; isWide?: boolean }) {
  return (
    <dl className="mt-4 grid gap-y-2">
      {rows.map((row) => (
        <div
          key={row.label}
          className={`grid gap-x-6 gap-y-0.5 ${isWide ? "sm:grid-cols-2" : "sm:grid-cols-[140px_1fr]"}`}
        >
          <dt className="break-words text-text-2">{row.label}</dt>
          <dd className="min-w-0 break-words">
            {row.value}
            {row.note ? <span className="block text-14 text-text-2">{row.note}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Photos({ photos }: { photos: ReportPhoto[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {photos.map((photo) => (
        <li key={photo.id}>
          <figure>
            {photo.fileId ? (
              <a href={fileAddress(photo.fileId)} target="_blank" rel="noreferrer">
                <Picture
                  fileId={photo.fileId}
                  alt={photo.caption ?? photo.label}
                  className="aspect-4/3 w-full rounded-control edge bg-sunken object-contain"
                />
              </a>
            ) : (
              <p className="grid aspect-4/3 place-items-center rounded-control edge border-dashed p-4 text-center text-14 text-text-2">
                {photo.missing}
              </p>
            )}
            <figcaption className="mt-1 text-14">
              <span className="text-text-2">{photo.label}</span>
              {photo.caption ? <span className="block break-words">{photo.caption}</span> : null}
            </figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}

type PictureProps = { fileId: string; alt: string; className: string; isOnPaper?: boolean };

function Picture({ fileId, alt, className, isOnPaper }: PictureProps) {
  return (
    <img
      // The optimizer would ask without the person's session, and keep what it got.
      src={fileAddress(fileId, "medium")}
      alt={alt}
      style={isOnPaper ? { background: "#ffffff" } : undefined}
      className={className}
      loading="lazy"
    />
  );
}
