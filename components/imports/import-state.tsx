"use client";

import { Check, CircleAlert, CircleDashed, LoaderCircle, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/components/ui/badge";
import type { Import } from "@/lib/imports/schema";

type Look = { tone: "quiet" | "info" | "success" | "danger" | "dashed" | "warning"; Icon: LucideIcon };

const LOOKS: Record<Import["state"], Look> = {
  reading: { tone: "info", Icon: LoaderCircle },
  checking: { tone: "info", Icon: LoaderCircle },
  ready: { tone: "dashed", Icon: CircleDashed },
  failed: { tone: "danger", Icon: CircleAlert },
  importing: { tone: "info", Icon: LoaderCircle },
  done: { tone: "success", Icon: Check },
  stopped: { tone: "warning", Icon: CircleAlert },
  cancelled: { tone: "quiet", Icon: X },
};

export function ImportState({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const { tone, Icon } = LOOKS[found.state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden strokeWidth={1.75} />}>
      {t(`state.${found.state}`)}
    </Badge>
  );
}
