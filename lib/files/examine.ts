import "server-only";
import { ENDING_BY_TYPE, isFileType, isImageType } from "@/lib/files/rules";
import { renderImage } from "@/lib/files/images";
import { sha256Hex } from "@/lib/crypto/digest";

export type Part = { path: string; bytes: Buffer; mime: string };
type Place = { path: string; width: number | null; height: number | null; size_bytes: number; mime: string };

/** What ops.accept_file takes. */
export type Facts = {
  sha256: string;
  mime: string;
  size_bytes: number;
  path: string;
  width: number | null;
  height: number | null;
  variants: Record<string, Place>;
  stored_bytes: number;
};

/** What is kept of a file: its sizes, or the document as it is. Throws for a picture that cannot be decoded. */
export async function makeParts(
  bytes: Buffer,
  mime: string,
  folder: string,
): Promise<{ parts: Part[]; facts: Facts }> {
  const common = { sha256: sha256Hex(bytes), size_bytes: bytes.length };
  if (!isImageType(mime)) {
    const path = `${folder}/original.${isFileType(mime) ? ENDING_BY_TYPE[mime] : "bin"}`;
    const place: Place = { path, width: null, height: null, size_bytes: bytes.length, mime };
    return {
      parts: [{ path, bytes, mime }],
      facts: {
        ...common,
        ...place,
        size_bytes: bytes.length,
        variants: { original: place },
        stored_bytes: bytes.length,
      },
    };
  }
  const renditions = await renderImage(bytes, mime);
  const parts = renditions.map(({ size, ending, bytes: made, mime: type }) => ({
    path: `${folder}/${size}.${ending}`,
    bytes: made,
    mime: type,
  }));
  const places = renditions.map(
    ({ size, ending, width, height, bytes: made, mime: type }): [string, Place] => [
      size,
      { path: `${folder}/${size}.${ending}`, width, height, size_bytes: made.length, mime: type },
    ],
  );
  const [, original] = places[0] ?? [];
  if (!original) throw new Error("An image has no size.");
  const storedBytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const { path, width, height } = original;
  return {
    parts,
    facts: {
      ...common,
      mime: original.mime,
      path,
      width,
      height,
      variants: Object.fromEntries(places),
      stored_bytes: storedBytes,
    },
  };
}
