"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { writeClipboard } from "@/components/shared/copy-text";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import { ApiProblem } from "@/lib/http/api-problem";
import { notificationKeys } from "@/lib/notifications/client";
import {
  createPortalLink,
  createPortalToken,
  portalLinkKeys,
  revokePortalLink,
  sendPortalLink,
} from "@/lib/portal-links/client";
import type { MadePortalLink, PortalLink } from "@/lib/portal-links/schema";

export type LinkAction = "copy" | "qr" | "send" | "end" | "code";
/** What is shown once: an address that could not be put on the clipboard, a drawn code, a link with its access code. */
export type Shown =
  { kind: "address" | "qr"; url: string; svg: string | null } | { kind: "code"; made: MadePortalLink };

/** One thing at a time; refused, it is said what did not happen. Answers whether it was done. */
function useRunning(bookingId: string) {
  const t = useTranslations("portal-links");
  const client = useQueryClient();
  const refuse = useRefusal();
  const [busy, setBusy] = useState<LinkAction | null>(null);
  const run = async (action: LinkAction, work: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    setBusy(action);
    try {
      await work();
      return true;
    } catch (error) {
      refuse(t(`not.${action}`), error);
      return false;
    } finally {
      setBusy(null);
      void client.invalidateQueries({ queryKey: portalLinkKeys.list(bookingId) });
      // A link that was sent is a message, too.
      void client.invalidateQueries({ queryKey: notificationKeys.all });
    }
  };
  return { busy, run };
}

/** `link` is the one in use, null where the first is still to be made: every action then makes it. */
export function useLinkWrites(bookingId: string, link: PortalLink | null) {
  const t = useTranslations("portal-links");
  const toast = useToast();
  const { busy, run } = useRunning(bookingId);
  const [shown, setShown] = useState<Shown | null>(null);
  const idOf = async () => link?.id ?? (await createPortalLink({ booking_id: bookingId })).link.id;
  const addressOf = async (purpose: "copy" | "qr") => {
    const { url, svg } = await createPortalToken(await idOf(), { purpose });
    // Told once: an answer that was lost on the way is not told again, another address is one press away.
    if (url === null) throw new ApiProblem(409, "in_progress");
    return { url, svg };
  };
  const done = (title: string) => toast.show({ title, tone: "success" });
  return {
    busy,
    shown,
    forget: () => setShown(null),
    copy: () =>
      run("copy", async () => {
        const { url } = await addressOf("copy");
        if (await writeClipboard(url)) done(t("copied"));
        else setShown({ kind: "address", url, svg: null });
      }),
    showQr: () =>
      run("qr", async () => {
        const { url, svg } = await addressOf("qr");
        setShown({ kind: "qr", url, svg: svg ?? null });
      }),
    send: (name: string) =>
      run("send", async () => {
        await sendPortalLink(await idOf());
        done(t("sent", { name }));
      }),
    makeWithCode: () =>
      run("code", async () => {
        setShown({ kind: "code", made: await createPortalLink({ booking_id: bookingId, with_code: true }) });
      }),
    end: (ended: PortalLink) =>
      run("end", async () => {
        await revokePortalLink(ended.id, ended.version);
        done(t("ended"));
      }),
  };
}

export type LinkWrites = ReturnType<typeof useLinkWrites>;
