import type { RecordFeature } from "@/components/shared/record-list";
import { removeTag, restoreTag, tagKeys, updateTag } from "@/lib/tags/client";
import type { Tag, TagFilters } from "@/lib/tags/schema";

/** They are few: the whole list is read at once. */
export const ALL_TAGS: TagFilters = {};

export const tagFeature: RecordFeature<Tag> = {
  resource: "tags",
  sheet: "tag",
  keys: tagKeys,
  update: (id, version, { name, color }) => updateTag(id, version, { name, color }),
  remove: removeTag,
  restore: restoreTag,
};
