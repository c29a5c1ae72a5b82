/** Integer minor units and a currency: never a float, never an amount without its currency. */
export type Money = { amount: number; currency: string };

/** How many decimals a currency has by ISO 4217, as the runtime knows it: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDecimals(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

export function formatMoney({ amount, currency }: Money, locale: string): string {
  const decimals = currencyDecimals(currency);
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount / 10 ** decimals);
}

/** True for a code in use ("EUR"), false for a made-up one; upper case is the caller's matter. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
