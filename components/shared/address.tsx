export type AddressParts = {
  line1: string;
  line2?: string | null;
  city: string;
  region?: string | null;
  postcode?: string | null;
  country: string;
};

// Where the number leads and the town follows the postcode: most of Europe. Elsewhere town, region, postcode.
const POSTCODE_FIRST = new Set(
  "DE AT CH FR IT ES NL BE LU DK SE NO FI PL CZ SK SI HR PT GR HU RO BG EE LV LT IS LI".split(" "),
);

/** Postcode and town in the order of the country's post. */
export function townLine({ city, region, postcode, country }: AddressParts): string {
  if (POSTCODE_FIRST.has(country)) return [postcode, city].filter(Boolean).join(" ");
  if (country === "GB" || country === "IE") return [city, postcode].filter(Boolean).join(" ");
  return [city, [region, postcode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

export function addressLine(address: AddressParts): string {
  return [address.line1, address.line2, townLine(address)].filter(Boolean).join(", ");
}

/** In the order of the country's post; the country itself only where it is not the company's. */
export function Address({ address, homeCountry }: { address: AddressParts; homeCountry?: string }) {
  return (
    <address className="not-italic">
      <span className="block">{address.line1}</span>
      {address.line2 ? <span className="block">{address.line2}</span> : null}
      <span className="block">{townLine(address)}</span>
      {homeCountry && homeCountry !== address.country ? (
        <span className="block">{address.country}</span>
      ) : null}
    </address>
  );
}
