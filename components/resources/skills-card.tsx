"use client";

import { Pencil, Plus, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useFormats } from "@/lib/i18n/client";
import { standingOf } from "@/lib/resources/rules";
import type { Resource, ResourceSkill } from "@/lib/resources/schema";
import { useOpenedDate } from "./use-opened-date";

type SkillsCardProps = { resource: Resource; isEditable: boolean };

/** What it can do, with the paper that proves it; one that ends soon is already a task. */
export function SkillsCard({ resource, isEditable }: SkillsCardProps) {
  const t = useTranslations("resources");
  const sheet = useSheetParam();
  const today = useOpenedDate(resource.time_zone);
  const edit = () => sheet.open("skills");
  return (
    <Card
      title={t("skills.title")}
      count={resource.skills.length || undefined}
      action={
        isEditable && resource.skills.length > 0 ? (
          <IconButton label={t("skills.edit")} size="sm" onClick={edit}>
            <Pencil aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {resource.skills.length > 0 ? (
        <ul className="grid gap-2">
          {resource.skills.map((skill) => (
            <SkillLine key={skill.skill_id} skill={skill} today={today} />
          ))}
        </ul>
      ) : (
        <div className="grid justify-items-start gap-3">
          <p className="text-text-2">{t("skills.empty")}</p>
          {isEditable ? (
            <Button size="sm" icon={<Plus aria-hidden />} onClick={edit}>
              {t("skills.add")}
            </Button>
          ) : null}
        </div>
      )}
    </Card>
  );
}

function SkillLine({ skill, today }: { skill: ResourceSkill; today: string }) {
  const t = useTranslations("resources");
  const formats = useFormats();
  const standing = standingOf(skill, today);
  // A date without a clock: noon of that day is the same day in every zone the page may be read in.
  const day = (date: string) => formats.day(`${date}T12:00:00Z`, "UTC");
  const meta = [
    skill.certificate_number ? t("skills.number", { number: skill.certificate_number }) : null,
    skill.issued_on ? t("skills.issued", { date: day(skill.issued_on) }) : null,
    skill.expires_on && standing === "valid" ? t("skills.until", { date: day(skill.expires_on) }) : null,
  ].filter((part) => part !== null);
  return (
    <li>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium break-words">{skill.name}</span>
        {skill.expires_on && standing !== "valid" ? (
          <Badge
            tone={standing === "ended" ? "danger" : "warning"}
            icon={<TriangleAlert aria-hidden strokeWidth={1.75} />}
          >
            {t(`skills.${standing}`, { date: day(skill.expires_on) })}
          </Badge>
        ) : null}
      </p>
      {meta.length > 0 ? <p className="text-13 break-words text-text-3">{meta.join(" · ")}</p> : null}
    </li>
  );
}
