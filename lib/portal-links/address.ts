import "server-only";
import { renderSVG } from "uqr";
import { appUrl } from "@/lib/env";

/** Where a token leads. Only the answer that made it knows it. */
export const addressOf = (token: string): string => `${appUrl()}/p/${token}`;

/**
 * Drawn by us: an address that opens a customer's visit is shown to no service that draws codes. Level M survives a
 * crease or a stamp on paper.
 */
export const drawCode = (address: string): string => renderSVG(address, { ecc: "M", border: 2 });
