import { readFileSync } from "node:fs";
import path from "node:path";

export type SeedAddress = {
  line1: string;
  city: string;
  region: string | null;
  postcode: string;
  lat: number;
  lng: number;
};

/** Real street addresses (supabase/seed/data/ATTRIBUTION.md). The files hold no quotes and no commas in values. */
export function readAddresses(file: string): SeedAddress[] {
  const text = readFileSync(path.join("supabase", "seed", "data", file), "utf8");
  const [, ...lines] = text.trim().split("\n");
  return lines.map((line) => {
    const [line1 = "", city = "", region = "", postcode = "", lat = "", lng = ""] = line.split(",");
    return {
      line1,
      city,
      region: region === "" ? null : region,
      postcode,
      lat: Number(lat),
      lng: Number(lng),
    };
  });
}
