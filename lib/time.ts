/** True for a zone this runtime knows; the database checks again against its own list. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Intl takes offsets such as "+02:00" too, which know no daylight saving time: a site needs a named zone.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
