/** Countries that share +1, where a number is written the same way in each of them. */
const NORTH_AMERICA = new Set(
  "US CA AG AI AS BB BM BS DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI".split(" "),
);

/**
 * A number of the North American plan as people of `country` write it, or null for any other number. The tables of
 * the world's other plans are ten times this app's largest page, so whoever only shows numbers of this one does
 * without them.
 */
export function formatNorthAmerican(number: string, country: string | null): string | null {
  const [, area, exchange, line] = /^\+1([2-9]\d{2})([2-9]\d{2})(\d{4})$/.exec(number) ?? [];
  if (!area) return null;
  return country && NORTH_AMERICA.has(country)
    ? `(${area}) ${exchange}-${line}`
    : `+1 ${area} ${exchange} ${line}`;
}
