import { readFileSync } from "node:fs";
import path from "node:path";
import type postgres from "postgres";
import type { DemoOrganization } from "./organizations";
import { createRandom } from "./random";

/** What the city was told in one day (supabase/seed/data/ATTRIBUTION.md). The file holds no quotes. */
type WinterRequest = {
  request: string;
  trade: string;
  complaint: string;
  descriptor: string;
  line1: string;
  city: string;
  postcode: string;
  lat: number;
  lng: number;
};

function readWinterDay(): WinterRequest[] {
  const file = path.join("supabase", "seed", "data", "winter-day-new-york.csv");
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [
      request = "",
      ,
      trade = "",
      complaint = "",
      descriptor = "",
      line1 = "",
      city = "",
      postcode = "",
      lat,
      lng,
    ] = line.split(",");
    return {
      request,
      trade,
      complaint,
      descriptor,
      line1,
      city,
      postcode,
      lat: Number(lat),
      lng: Number(lng),
    };
  });
}

/** "HEATING: HEAT" as a person would write it down. */
function describe({ complaint, descriptor }: WinterRequest): string {
  const sentence = `${complaint}: ${descriptor}`.toLowerCase();
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** No heat comes before a leak, a leak before a smell. */
function priorityOf({ trade, descriptor }: WinterRequest): "urgent" | "high" | "normal" {
  if (trade === "heating") return "urgent";
  return /leak|sewer|supply/i.test(descriptor) ? "high" : "normal";
}

const SEED = 20_131_225;
const HOURS = 12;

/** The requests in the order they were numbered, the last half a day full of them. Callers are invented. */
export async function createWinterDay(
  transaction: postgres.TransactionSql,
  demo: DemoOrganization,
  organization: string,
  now: Date,
): Promise<void> {
  const random = createRandom(SEED);
  const requests = readWinterDay();
  const numbers = await transaction<{ number: string }[]>`
    select private.take_number(${organization}, 'request') as number from generate_series(1, ${requests.length})`;
  const types = await transaction<{ id: string; priority: string }[]>`
    select id, priority from public.service_types
    where org_id = ${organization} and deleted_at is null order by position, name`;
  const emergency = types.find(({ priority }) => priority === "urgent") ?? types[0];
  const stepMs = (HOURS * 3_600_000) / requests.length;
  const rows = requests.map((request, index) => ({
    org_id: organization,
    number: numbers[index]?.number ?? "",
    name: `${random.pick(demo.names.first)} ${random.pick(demo.names.last)}`,
    phone: demo.phone(index % 300),
    line1: request.line1,
    city: request.city,
    region: "NY",
    postcode: request.postcode,
    country: "US",
    lat: request.lat,
    lng: request.lng,
    service_type_id: request.trade === "heating" ? (emergency?.id ?? null) : null,
    description: describe(request),
    priority: priorityOf(request),
    source: "phone",
    created_at: new Date(now.getTime() - (requests.length - index) * stepMs),
  }));
  await transaction`insert into public.booking_requests ${transaction(rows)}`;
  console.log(`${demo.company.name}: ${rows.length} requests of a winter day.`);
}
