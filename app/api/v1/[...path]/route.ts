import { unknownAddress } from "@/lib/http/unknown-address";

/** A program that mistypes an address gets a problem document like everywhere else, not a page. */
export {
  unknownAddress as GET,
  unknownAddress as POST,
  unknownAddress as PUT,
  unknownAddress as PATCH,
  unknownAddress as DELETE,
};
