/** True for a currency in use ("EUR"), false for a made-up code or one in lower case. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

/** How many digits the minor unit has: 2 for most, 0 for yen. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** "1,234.50", "1.234,50" or "1234.5" as minor units; null for what is no amount. The last sign of two kinds is the decimal one. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, "");
  const [, whole = "", , part = ""] = /^(\d[\d.,]*?)(?:([.,])(\d{1,2}))?$/.exec(plain) ?? [];
  if (!/^\d{1,3}(([.,]?)\d{3}(\2\d{3})*)?$|^\d+$/.test(whole) || part.length > digits) return null;
  const amount = Number(whole.replace(/[.,]/g, "") + part.padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** Minor units as a person would type them: "149", "149.50". */
export function amountText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const value = amount / 10 ** digits;
  return Number.isInteger(value) ? String(value) : value.toFixed(digits);
}
