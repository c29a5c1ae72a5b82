/** What may be uploaded, by declared type, with the ending its object gets. */
export const ENDING_BY_TYPE = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
  "text/csv": "csv",
  "text/plain": "txt",
} as const;

export type FileType = keyof typeof ENDING_BY_TYPE;
export const FILE_TYPES = Object.keys(ENDING_BY_TYPE) as FileType[];

/** As the bucket's own limit; a phone resizes its photos far below. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

/** Longest side in pixels of the sizes that are kept of an image. */
export const IMAGE_SIZES = { original: 4096, medium: 1600, small: 400 } as const;
export type ImageSize = keyof typeof IMAGE_SIZES;

export const isFileType = (type: string): type is FileType => Object.hasOwn(ENDING_BY_TYPE, type);
export const isImageType = (type: string) => type.startsWith("image/");

/** Some browsers name no type for a CSV, and Windows names Excel's. */
export function fileTypeOf(name: string, type: string): FileType | null {
  const bare = type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (/\.csv$/i.test(name)) return "text/csv";
  return isFileType(bare) ? bare : null;
}
