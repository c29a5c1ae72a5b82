import { geocodeAnswer, geocodeQuery } from "@/lib/geocoding/schema";
import { endpoint } from "@/lib/http/endpoint";

export const geocodingEndpoints = {
  find: endpoint({
    method: "GET",
    path: "/geocode",
    summary:
      "Find the position of an address; empty and not available where the installation has no geocoder",
    tag: "Properties",
    access: { permission: "update", resource: "properties" },
    query: geocodeQuery,
    answer: geocodeAnswer,
    status: 200,
    problems: ["unavailable"],
  }),
};
