/** IANA names, as far as this runtime knows them. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}

/** "Europe/Berlin" as people read it: "Berlin, Europe". */
export function zoneLabel(zone: string): string {
  const [area = zone, ...rest] = zone.replaceAll("_", " ").split("/");
  const city = rest.at(-1);
  return city ? [city, ...rest.slice(0, -1).reverse(), area].join(", ") : area;
}
