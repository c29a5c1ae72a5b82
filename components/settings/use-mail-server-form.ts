"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { changedFields } from "@/components/shared/changed-fields";
import { useMember } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { holdAnswer } from "@/components/shared/record-cache";
import { isRefusal } from "@/components/shared/refusal";
import { usePlainForm } from "@/components/shared/use-plain-form";
import { mailServerKeys, updateMailServer } from "@/lib/mail-servers/client";
import type {
  MailServer,
  MailServerFields,
  MailServerUpdate,
  MailServerWrite,
} from "@/lib/mail-servers/schema";

const parse = parseWith(() => import("@/lib/mail-servers/schema").then((schema) => schema.mailServerCard));

const BLANK = { host: "", port: 587, security: "starttls", from_address: "" } as const;

function fieldsOf({ server }: MailServer): MailServerFields {
  const { username, from_name, ...rest } = server ?? { ...BLANK, username: null, from_name: null };
  return { ...rest, username: username ?? "", from_name: from_name ?? "" };
}

/** What is sent: of a new server everything, of another only what differs, and the password where one was typed. */
function changesOf(record: MailServer, fields: MailServerWrite, password: string): MailServerUpdate {
  const changed = record.server ? changedFields(record.server, fields) : fields;
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
    "security:plain_refused": t("problems.plain_refused"),
  };
}

/** What the server said of the password: it is no field of the form, which keeps a draft. */
function usePasswordError(problem: unknown): string | null {
  const t = useTranslations("mail-servers");
  const complaint = isRefusal(problem) ? problem.errors.find(({ field }) => field === "password") : null;
  if (!complaint) return null;
  return complaint.code === "password_needed" ? t("passwordNeeded") : t("passwordShape");
}

/** The password stands beside the form: no draft keeps it in a browser, sealed by nobody. */
export function useMailServerForm(mailServer: MailServer) {
  const client = useQueryClient();
  const { user, organization } = useMember();
  const [saves, setSaves] = useState(0);
  const [password, setPassword] = useState("");
  // What the words are written against; how the server does is asked again meanwhile, and changes nothing here.
  const [begun, setBegun] = useState(mailServer);
  const restart = useRef<(record: MailServer) => void>(() => undefined);
  const form = usePlainForm<MailServerFields, MailServerWrite>({
    parse,
    values: fieldsOf(begun),
    version: begun.version,
    draftKey: `${organization.id}.${user.id}.settings.mail-server`,
    words: useSentences(),
    save: async (fields, version) => {
      const changes = changesOf(begun, fields, password);
      if (Object.keys(changes).length === 0) return;
      const saved = await updateMailServer(version ?? begun.version, changes);
      await holdAnswer(client, mailServerKeys.all, saved);
      restart.current(saved);
      setSaves((count) => count + 1);
    },
  });
  const { reset } = form;
  const isDirty = form.isDirty || password !== "";
  useEffect(() => {
    restart.current = (record) => {
      setBegun(record);
      setPassword("");
      reset();
    };
  });
  // Removed, or changed by somebody else: whoever has typed nothing sees it as it is.
  const isBehind = mailServer.version !== begun.version && !isDirty;
  useEffect(() => {
    if (isBehind) restart.current(mailServer);
  }, [isBehind, mailServer]);
  const passwordError = usePasswordError(form.problem);
  const discardDraft = () => restart.current(begun);
  const state = { ...form, isDirty, discardDraft, problem: passwordError ? null : form.problem };
  return { state, saves, password: { value: password, onChange: setPassword, error: passwordError } };
}
