/**
 * As the database checks it: a phone without signal must not take an address that the office refuses hours later.
 * Lower case is expected.
 */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text);
