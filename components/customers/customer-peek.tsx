"use client";

import { Peek } from "@/components/shared/peek";
import { useMember } from "@/components/shared/member";
import type { CustomerRow } from "@/lib/customers/schema";
import { CustomerFacts } from "./customer-facts";
import { CustomerReach } from "./customer-reach";

/** Who, how to reach, what to know: read from the row itself, so that it is there at once. */
export function CustomerPeek({ row, onClose }: { row: CustomerRow; onClose: () => void }) {
  const { slug } = useMember().organization;
  return (
    <Peek title={row.display_name} href={`/o/${slug}/customers/${row.id}`} onClose={onClose}>
      <div className="grid gap-6">
        <CustomerReach customer={row} />
        {row.place ? (
          <p className="text-text-2">{[row.place.line1, row.place.city].filter(Boolean).join(", ")}</p>
        ) : null}
        {row.notes ? <p className="max-w-[68ch] break-words whitespace-pre-wrap">{row.notes}</p> : null}
        <CustomerFacts customer={row} />
      </div>
    </Peek>
  );
}
