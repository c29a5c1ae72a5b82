"use client";

import { useTranslations } from "use-intl/react";
import type { OperationKind } from "@/lib/sync/schema";

type Payload = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A kind of operation in words: what the person did, as he would say it. */
export function useOperationName(): (kind: string, payload: unknown) => string {
  const t = useTranslations("field-app.operation");
  const states = useTranslations("bookings.state");
  return (kind, payload) => {
    const said = (payload ?? {}) as Payload;
    switch (kind as OperationKind) {
      case "booking.transition":
        return states(text(said.to) as Parameters<typeof states>[0]);
      case "booking.seen":
        return t("seen");
      case "gate_code.shown":
        return t("gateCode");
      case "checklist.answer":
        return t("answer");
      case "photo.add":
        return t("photo");
      case "photo.update":
        return t("photoChange");
      case "photo.remove":
        return t("photoRemove");
      case "note.add":
        return t("note", { text: text(said.body).slice(0, 60) });
      case "signature.add":
        return text(said.signer_name) === "" ? t("absent") : t("signature", { name: text(said.signer_name) });
      case "time.add":
      case "time.end":
        return t("time");
      case "conflict.decide":
        return t("decision");
      default:
        return kind;
    }
  };
}
