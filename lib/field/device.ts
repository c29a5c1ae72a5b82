import { newId } from "@/lib/uuid";
import type { DeviceFacts } from "./phone";
import { readMeta, writeMeta } from "./store";
import type { FieldStore } from "./store";

/** Made once per store, so that the office can tell a person's phones apart. */
export async function deviceIdOf(store: FieldStore): Promise<string> {
  const known = await readMeta<string>(store, "device_id");
  if (known) return known;
  const made = newId();
  await writeMeta(store, "device_id", made);
  return made;
}

const BROWSERS = [
  [/EdgA?\//, "Edge"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

export type Platform = DeviceFacts["platform"];

/** An iPad says it is a Mac; only its fingers tell. */
export function platformOf(agent: string, touchPoints: number): Platform {
  if (/Android/.test(agent)) return "android";
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "ios";
  return /Windows|Macintosh|Linux|CrOS/.test(agent) ? "desktop" : "other";
}

const PLATFORM_NAMES: Record<Platform, string> = {
  android: "Android",
  ios: "iPhone or iPad",
  desktop: "Computer",
  other: "Device",
};

export function describeDevice(version: string): DeviceFacts {
  const { userAgent, maxTouchPoints } = navigator;
  const platform = platformOf(userAgent, maxTouchPoints);
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const name = [PLATFORM_NAMES[platform], browser].filter(Boolean).join(", ");
  return { name, platform, app_version: version };
}
