/** The browsers people use, the more particular before those they claim to be. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows NT\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

export type Device = { browser: string | null; system: string | null; isPhone: boolean };

/** What a browser says of itself, as far as it helps to recognise one's own device. Nothing is decided by it. */
export function deviceOf(userAgent: string | null): Device {
  const found = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(userAgent ?? ""))?.[1] ?? null;
  const system = found(SYSTEMS);
  return {
    browser: found(BROWSERS),
    system,
    isPhone: system === "iPhone" || system === "iPad" || system === "Android",
  };
}
