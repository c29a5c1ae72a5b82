import "server-only";
import { statfs } from "node:fs/promises";
import { dataFolder } from "@/lib/env";

/** Share of the disk that holds our data, as this process sees it; null where there is none of ours. */
export async function diskUsed(): Promise<number | null> {
  try {
    const { blocks, bfree, bavail } = await statfs(dataFolder());
    // As df counts: what is reserved for root is neither used nor free.
    const used = blocks - bfree;
    return used + bavail === 0 ? null : used / (used + bavail);
  } catch {
    return null;
  }
}
