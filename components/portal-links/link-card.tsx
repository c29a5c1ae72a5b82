"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy, KeyRound, Link2Off, QrCode, Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { useRecordCommands } from "@/components/shared/record-commands";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { bookingKeys, fetchBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { LinkFacts } from "./link-facts";
import { useLinks } from "./use-link";
import { useLinkWrites } from "./use-link-writes";
import type { LinkWrites } from "./use-link-writes";

const ShownDialog = lazyShown(() => import("./shown-dialog").then((dialog) => dialog.ShownDialog));
const EndDialog = lazyShown(() => import("./end-dialog").then((dialog) => dialog.EndDialog));
const SendDialog = lazyShown(() => import("./send-dialog").then((dialog) => dialog.SendDialog));

/** The customer's link on the page of a visit: whether it was looked at, and how it gets to him. */
export function LinkCard({ bookingId }: { bookingId: string }) {
  const t = useTranslations("portal-links");
  const links = useLinks(bookingId);
  const { data: visit } = useQuery({
    queryKey: bookingKeys.record(bookingId),
    queryFn: ({ signal }) => fetchBooking(bookingId, signal),
  });
  if (!links.mayRead || !visit) return null;
  return (
    <Card title={t("title")}>
      {links.data ? (
        <Panel visit={visit} links={links} />
      ) : links.error ? (
        <ErrorCard title={t("loadError")} error={links.error} onRetry={() => void links.refetch()} />
      ) : (
        <SkeletonLines lines={2} />
      )}
    </Card>
  );
}

/** Where a message would go; null where there is no address, or none may be written to. */
function useAddress(visit: Booking) {
  const mayRead = useCan()("read", "customers");
  const { id } = visit.job.customer;
  const { data } = useQuery({
    queryKey: customerKeys.record(id),
    queryFn: ({ signal }) => fetchCustomer(id, signal),
    enabled: mayRead,
  });
  return { email: data?.email ?? null, isBarred: data?.do_not_contact ?? false };
}

type PanelProps = { visit: Booking; links: ReturnType<typeof useLinks> };

function Panel({ visit, links }: PanelProps) {
  const t = useTranslations("portal-links");
  const bookings = useTranslations("bookings");
  const may = useCan();
  const [asking, setAsking] = useState<"send" | "end" | null>(null);
  const link = links.open[0] ?? null;
  const writes = useLinkWrites(visit.id, link);
  const { email, isBarred } = useAddress(visit);
  const mayMake = may("create", "portal_links");
  const canSend = mayMake && email !== null && !isBarred;
  const name = visit.job.customer.display_name;
  const copy = { id: "copy-link", label: t("copyLink"), icon: Copy, run: () => void writes.copy() };
  const send = { id: "send-link", label: t("sendLink"), icon: Send, run: () => setAsking("send") };
  useRecordCommands(bookings("record", { number: visit.number }), [
    ...(mayMake ? [copy] : []),
    ...(canSend ? [send] : []),
  ]);
  return (
    <div className="grid gap-3">
      <LinkFacts links={links.open} ended={(links.data ?? []).length - links.open.length} />
      {mayMake ? (
        <Buttons
          writes={writes}
          onSend={canSend ? send.run : undefined}
          onEnd={link && may("delete", "portal_links") ? () => setAsking("end") : undefined}
        />
      ) : null}
      {mayMake && !canSend ? (
        <p className="text-13 text-text-3">{isBarred ? t("barred", { name }) : t("noEmail", { name })}</p>
      ) : null}
      {writes.shown ? <ShownDialog shown={writes.shown} name={name} onClose={writes.forget} /> : null}
      {asking === "send" && email ? (
        <SendDialog name={name} email={email} writes={writes} onClose={() => setAsking(null)} />
      ) : null}
      {asking === "end" && link ? (
        <EndDialog name={name} link={link} writes={writes} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  );
}

type ButtonsProps = {
  writes: LinkWrites;
  /** Absent where there is nobody to send to. */
  onSend: (() => void) | undefined;
  onEnd: (() => void) | undefined;
};

function Buttons({ writes, onSend, onEnd }: ButtonsProps) {
  const t = useTranslations("portal-links");
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button icon={<Copy aria-hidden />} busy={writes.busy === "copy"} onClick={() => void writes.copy()}>
        {t("copy")}
      </Button>
      <Button icon={<QrCode aria-hidden />} busy={writes.busy === "qr"} onClick={() => void writes.showQr()}>
        {t("qr")}
      </Button>
      <Button
        icon={<Send aria-hidden />}
        disabled={!onSend}
        busy={writes.busy === "send"}
        onClick={() => onSend?.()}
      >
        {t("send")}
      </Button>
      {onEnd ? (
        <Button icon={<Link2Off aria-hidden />} onClick={onEnd}>
          {t("end")}
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="ghost"
        className="col-span-2 justify-self-start"
        icon={<KeyRound aria-hidden />}
        busy={writes.busy === "code"}
        onClick={() => void writes.makeWithCode()}
      >
        {t("withCode")}
      </Button>
    </div>
  );
}
