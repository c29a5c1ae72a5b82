import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { appUrl } from "@/lib/env";

/**
 * What a person without script typed into a form that was refused. It travels back with the page that says so: in
 * cookies of this page alone, for minutes, on his own machine. Nothing of it is kept on ours.
 */
export type KeptForm = { action: string; fields: Record<string, string> };

const NAME = "refused_form";
const AGE_S = 600;
/** A cookie holds 4 kB; two thousand letters of any script fit into three. */
const PART = 3_500;
const MOST_PARTS = 3;
const MOST_BYTES = 64 * 1024;

const form = z.object({ action: z.string(), fields: z.record(z.string(), z.string()) });

const cookie = (path: string, part: number, value: string, ageS: number) => {
  const secure = appUrl().startsWith("https:") ? "; Secure" : "";
  return `${NAME}_${part}=${value}; Path=${path}; Max-Age=${ageS}; HttpOnly; SameSite=Lax${secure}`;
};

/** Cookies for the answer; what is too long for them all is not kept at all rather than in part. */
export function keepForm(path: string, action: string, typed: Record<string, string>): string[] {
  const { op_id: _, ...fields } = typed;
  const packed = deflateRawSync(JSON.stringify({ action, fields })).toString("base64url");
  if (packed.length > PART * MOST_PARTS) return forgetForm(path);
  return Array.from({ length: MOST_PARTS }, (_part, part) => {
    const value = packed.slice(part * PART, (part + 1) * PART);
    return cookie(path, part, value, value ? AGE_S : 0);
  });
}

export const forgetForm = (path: string): string[] =>
  Array.from({ length: MOST_PARTS }, (_, part) => cookie(path, part, "", 0));

type Jar = { get: (name: string) => { value: string } | undefined };

/** Null for none, and for whatever is none of ours. */
export function readKeptForm(jar: Jar): KeptForm | null {
  const packed = Array.from(
    { length: MOST_PARTS },
    (_, part) => jar.get(`${NAME}_${part}`)?.value ?? "",
  ).join("");
  if (!packed) return null;
  try {
    const text = inflateRawSync(Buffer.from(packed, "base64url"), { maxOutputLength: MOST_BYTES });
    return form.parse(JSON.parse(text.toString()));
  } catch {
    return null;
  }
}
