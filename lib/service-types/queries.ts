import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { serviceType, type ServiceType, type serviceTypeListQuery } from "@/lib/service-types/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const stored = z.looseObject({ price_amount: z.int().nullable(), currency: z.string() });

/** From the columns to the wire: an amount and its currency are one value there. */
export function toServiceType(data: unknown): ServiceType {
  const { price_amount, currency, ...rest } = stored.parse(data);
  const price = price_amount === null ? null : { amount: price_amount, currency };
  return serviceType.parse({ ...rest, price });
}

/** Also a deleted one, for whoever may restore it. */
export async function getServiceType(client: Client, id: string): Promise<ServiceType> {
  const answer = await client.rpc("list_service_types", {
    filters: { id, include_deleted: true },
    page_limit: 1,
  });
  const [row] = unwrap(answer) as unknown[];
  if (!row) throw notFoundError();
  return toServiceType(row);
}

const keyOfList = z.object({ position: z.int(), id: z.guid() });

/** In the order the organization gave them. */
export async function listServiceTypes(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof serviceTypeListQuery>,
): Promise<Page<ServiceType>> {
  const answer = await client.rpc("list_service_types", {
    filters,
    page_limit: limit + 1,
    after_key: nullable(decodeCursor(cursor, keyOfList)),
  });
  return pageFrom(
    (unwrap(answer) as unknown[]).map(toServiceType),
    limit,
    ({ position, id }) => ({ position, id }),
    (row) => row,
  );
}
