"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { changedFields } from "@/components/shared/changed-fields";
import { useRecordForm } from "@/components/shared/use-record-form";
import { mailServerKeys, updateMailServer } from "@/lib/mail-servers/client";
import { mailServerFields, mailServerPassword } from "@/lib/mail-servers/schema";
import type { MailServer, MailServerUpdate } from "@/lib/mail-servers/schema";

/** An empty password is the one that is kept. */
const schema = z.strictObject({
  ...mailServerFields,
  password: z.union([z.literal(""), mailServerPassword]),
});
type Fields = z.input<typeof schema>;
type Values = z.output<typeof schema>;

const BLANK = { host: "", port: 587, security: "starttls", from_address: "" } as const;

function fieldsOf({ server }: MailServer): Fields {
  const { username, from_name, ...rest } = server ?? { ...BLANK, username: null, from_name: null };
  return { ...rest, username: username ?? "", from_name: from_name ?? "", password: "" };
}

/** What is sent: of a new server everything, of another only what differs. */
function changesOf(record: MailServer, { password, ...fields }: Values): MailServerUpdate {
  const stored: Record<string, unknown> = record.server ?? {};
  const changed = record.server ? changedFields(stored, fields) : fields;
  return password === "" ? changed : { ...changed, password };
}

function useSentences(): Record<string, string> {
  const t = useTranslations("mail-servers");
  const port = ["too_small", "too_big", "invalid", "invalid_type"].map(
    (code) => [`port:${code}`, t("portShape")] as const,
  );
  return {
    ...Object.fromEntries(port),
    "host:invalid_format": t("hostShape"),
    "host:invalid": t("hostShape"),
    "password:password_needed": t("passwordNeeded"),
    "security:plain_refused": t("problems.plain_refused"),
  };
}

/** The form has no draft: a password must not be kept by a browser, sealed by nobody. */
export function useMailServerForm(mailServer: MailServer) {
  const client = useQueryClient();
  const [saves, setSaves] = useState(0);
  // What the words are written against; how the server does is asked again meanwhile, and changes nothing here.
  const [begun, setBegun] = useState(mailServer);
  const restart = useRef<(record: MailServer) => void>(() => undefined);
  const state = useRecordForm<Fields, Values>({
    schema,
    values: fieldsOf(begun),
    version: begun.version,
    words: useSentences(),
    save: async (values) => {
      const changes = changesOf(begun, values);
      if (Object.keys(changes).length === 0) return;
      const saved = await updateMailServer(begun.version, changes);
      client.setQueryData(mailServerKeys.all, saved);
      restart.current(saved);
      setSaves((count) => count + 1);
    },
  });
  const { reset } = state.form;
  useEffect(() => {
    restart.current = (record) => {
      setBegun(record);
      reset(fieldsOf(record));
    };
  });
  // Removed, or changed by somebody else: whoever has typed nothing sees it as it is.
  const isBehind = mailServer.version !== begun.version && !state.isDirty;
  useEffect(() => {
    if (isBehind) restart.current(mailServer);
  }, [isBehind, mailServer]);
  return { state, saves };
}
