"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { Checkbox } from "@/components/ui/checkbox";
import { useFormats } from "@/lib/i18n/client";
import { fetchSkills, skillKeys } from "@/lib/skills/client";

type SkillChecksProps = { value: readonly string[]; onChange: (ids: string[]) => void };

/** Skills are few: all of them stand there to be ticked. */
export function SkillChecks({ value, onChange }: SkillChecksProps) {
  const t = useTranslations("service-types");
  const formats = useFormats();
  const labelId = useId();
  const { data } = useQuery({
    queryKey: skillKeys.list({}),
    queryFn: ({ signal }) => fetchSkills({}, { limit: 200, signal }),
  });
  const skills = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  return (
    <div role="group" aria-labelledby={labelId} className="grid gap-1.5">
      <p id={labelId} className="text-13 font-medium">
        {t("skills")}
      </p>
      {skills?.length === 0 ? <p className="text-13 text-text-3">{t("skillsNone")}</p> : null}
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {skills?.map(({ id, name }) => (
          <Checkbox
            key={id}
            checked={value.includes(id)}
            onCheckedChange={(isChosen) =>
              onChange(isChosen ? [...value, id] : value.filter((each) => each !== id))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      <p className="text-13 text-text-3">{t("skillsHint")}</p>
    </div>
  );
}
