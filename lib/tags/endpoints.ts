import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { tag, tagCreate, tagListQuery, tagUpdate } from "@/lib/tags/schema";

export const tagEndpoints = recordEndpoints(
  "tags",
  { one: "tag", many: "tags", tag: "Tags" },
  {
    record: tag,
    row: tag,
    change,
    query: tagListQuery,
    create: tagCreate,
    update: tagUpdate,
  },
);
