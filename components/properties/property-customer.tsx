"use client";

import { useQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";

/** Whose place it is, with the number to call from the doorstep. */
export function PropertyCustomer({ customerId }: { customerId: string }) {
  const t = useTranslations("properties");
  const { slug, country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const { data, error, refetch } = useQuery({
    queryKey: customerKeys.record(customerId),
    queryFn: ({ signal }) => fetchCustomer(customerId, signal),
  });
  return (
    <Card title={t("page.customer")}>
      {data ? (
        <div className="grid justify-items-start gap-1">
          <Link
            href={`/o/${slug}/customers/${data.id}`}
            className="touch-target min-h-6 font-medium break-words text-accent-text underline-offset-4 hover:underline"
          >
            {data.display_name}
          </Link>
          {data.phone ? (
            <a
              href={`tel:${data.phone}`}
              className="touch-target inline-flex min-h-6 items-center gap-1.5 underline-offset-4 hover:underline"
            >
              <Phone aria-hidden className="size-4 text-text-3" strokeWidth={1.75} />
              {formatPhone(data.phone, country)}
            </a>
          ) : null}
        </div>
      ) : error ? (
        <ErrorCard
          title={t("page.customerError")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : (
        <SkeletonLines lines={2} />
      )}
    </Card>
  );
}
