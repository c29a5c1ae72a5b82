import { networkInterfaces } from "node:os";
import { renderUnicodeCompact } from "uqr";

/** The first address another device of the network can reach this machine at. */
export function lanAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find((each) => each.family === "IPv4" && !each.internal)?.address ?? null;
}

type Facts = {
  url: string;
  lanUrl: string | null;
  isDemo: boolean;
  mailboxUrl: string | null;
  seconds: number;
};

/** What a person needs to begin: addresses, accounts, and how it ends. */
export function announce(facts: Facts): void {
  const lines = ["", `Callout is ready (${facts.seconds} s):  ${facts.url}`];
  if (facts.mailboxUrl) lines.push(`Mail it sends, to read:   ${facts.mailboxUrl}`);
  if (facts.isDemo) {
    lines.push(
      "",
      "Demo accounts, all with the password callout-demo-1:",
      "  owner@northside.test  admin@  dispatcher@  accountant@  viewer@  tech1@ … tech8@   Northside Heating & Cooling",
      "  owner@bluewater.test  and the same names                                           Bluewater Plumbing",
      "  multi@callout.test                                                                 both",
    );
  }
  if (facts.lanUrl) {
    lines.push(
      "",
      `In this network: ${facts.lanUrl}`,
      renderUnicodeCompact(facts.lanUrl),
      "Over plain http a phone has no offline store and no camera; docs/deploy.md shows https.",
    );
  }
  lines.push("", "Ctrl-C stops everything; the data stays.");
  console.log(lines.join("\n"));
}
