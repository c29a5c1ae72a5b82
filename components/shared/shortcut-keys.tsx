"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { keysFor, setSingleKeys, singleKeysAreOn } from "@/components/ui/key-map";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { activeShortcuts } from "./shortcuts";
import type { Shortcut } from "./shortcuts";

function grouped(shortcuts: Shortcut[]): [string, Shortcut[]][] {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return [...groups];
}

export function KeyList() {
  const [shortcuts] = useState(activeShortcuts);
  return (
    <div className="grid gap-5 pb-2">
      <div className="columns-1 gap-8 sm:columns-2">
        {grouped(shortcuts).map(([group, list]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 text-text-3">{group}</h3>
            <dl>
              {list.map((shortcut) => (
                <div key={shortcut.keys} className="flex items-center justify-between gap-3 edge-b py-1.5">
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                    <span className="sr-only">{keysFor(shortcut.keys)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeySwitch />
    </div>
  );
}

/** Also shown under Settings › Display. */
export function SingleKeySwitch() {
  const t = useTranslations("shared");
  const [isOn, setIsOn] = useState(singleKeysAreOn);
  return (
    <Switch
      checked={isOn}
      onCheckedChange={(next) => {
        setSingleKeys(next);
        setIsOn(next);
      }}
      hint={t("keys.singleHint")}
    >
      {t("keys.single")}
    </Switch>
  );
}
