/** IANA names, as far as this runtime knows them. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** "Knox, Indiana" of "America/Indiana/Knox", "UTC" of "Etc/UTC": the place that a zone is named after, if any. */
export function townOf(zone: string): string {
  const [area = zone, ...places] = zone.replaceAll("_", " ").split("/");
  return places.reverse().join(", ") || area;
}
