"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { usePollMs } from "@/components/shared/live";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { VisitLines } from "@/components/shared/visit-line";
import { Button } from "@/components/ui/button";
import { bookingKeys, fetchBookings } from "@/lib/bookings/client";
import { workOf } from "./use-visit-words";

const SHOWN = 6;

type RecordVisitsProps = { of: { customer_id: string } | { property_id: string } };

/** What is ahead and what was last, the latest first; the whole list is one press away. */
export function RecordVisits({ of }: RecordVisitsProps) {
  const t = useTranslations("bookings.ofRecord");
  const may = useCan();
  const { slug } = useMember().organization;
  const filters = { ...of, order: "desc" as const };
  const { data, error, refetch } = useQuery({
    queryKey: bookingKeys.list(filters),
    queryFn: ({ signal }) => fetchBookings(filters, { limit: SHOWN, signal }),
    enabled: may("read", "bookings"),
    refetchInterval: usePollMs(),
  });
  if (!may("read", "bookings")) return null;
  const [[name, id] = ["", ""]] = Object.entries(of);
  return (
    <Card
      title={t("title")}
      action={
        data?.next_cursor ? (
          <Link
            href={`/o/${slug}/bookings?view=all&${name.replace("_id", "")}=${id}`}
            className="text-13 text-accent-text underline-offset-4 hover:underline"
          >
            {t("all")}
          </Link>
        ) : null
      }
    >
      <VisitLines
        visits={data?.data}
        problem={{ title: t("error"), error, onRetry: () => void refetch() }}
        empty={<Nothing of={of} />}
        beside={workOf}
      />
    </Card>
  );
}

function Nothing({ of }: RecordVisitsProps) {
  const t = useTranslations("bookings.ofRecord");
  const may = useCan();
  return (
    <>
      {t("empty")}
      {may("create", "bookings") ? (
        <Button size="sm" onClick={() => openNewVisit(of)}>
          {t("plan")}
        </Button>
      ) : null}
    </>
  );
}
