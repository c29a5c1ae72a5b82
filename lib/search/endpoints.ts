import { endpoint } from "@/lib/http/endpoint";
import { searchAnswer, searchQuery } from "@/lib/search/schema";

export const searchEndpoints = {
  search: endpoint({
    method: "GET",
    path: "/search",
    summary:
      "Find customers, properties, visits, jobs, requests, resources and members by a few letters or digits",
    tag: "Search",
    access: "person",
    query: searchQuery,
    answer: searchAnswer,
    status: 200,
  }),
};
