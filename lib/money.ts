/** True for a currency in use ("EUR"), false for a made-up code or one in lower case. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
