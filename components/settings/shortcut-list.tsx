"use client";

import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { SingleKeySwitch } from "@/components/shared/shortcut-keys";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { chooseKeys, keyMap, keysFor, shipKeys, subscribeKeys } from "@/components/ui/key-map";
import { CATALOGUE, ownerOf } from "./shortcut-catalogue";
import type { CatalogueEntry } from "./shortcut-catalogue";
import { useKeyCapture } from "./use-key-capture";

const NONE = {};

/** Every key that works alone, to be changed or switched off one by one or all at once. */
export function ShortcutList() {
  const t = useTranslations();
  const own = useSyncExternalStore(subscribeKeys, keyMap, () => NONE);
  const [changing, setChanging] = useState<string | null>(null);
  return (
    <div className="grid gap-5">
      <SingleKeySwitch />
      {CATALOGUE.map(({ id, words, entries }) => (
        <section key={id} aria-label={t(words)}>
          <h3 className="pb-1 text-12 text-text-3">{t(words)}</h3>
          <ul>
            {entries.map((entry) => (
              <KeyRow
                key={entry.keys}
                entry={entry}
                isChanging={changing === entry.keys}
                onChanging={(isOn) => setChanging(isOn ? entry.keys : null)}
              />
            ))}
          </ul>
        </section>
      ))}
      {Object.keys(own).length > 0 ? (
        <div>
          <Button size="sm" onClick={shipKeys}>
            {t("settings.display.keysShipped")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type KeyRowProps = { entry: CatalogueEntry; isChanging: boolean; onChanging: (isOn: boolean) => void };

function KeyRow({ entry, isChanging, onChanging }: KeyRowProps) {
  const t = useTranslations();
  const [clash, setClash] = useState<CatalogueEntry | null>(null);
  const inForce = useSyncExternalStore(
    subscribeKeys,
    () => keysFor(entry.keys),
    () => entry.keys,
  );
  const label = t(entry.words);
  useKeyCapture(isChanging, {
    onCancel: () => onChanging(false),
    onKeys: (keys) => {
      const owner = ownerOf(keys, entry.keys, keysFor);
      setClash(owner);
      if (!owner) chooseKeys(entry.keys, keys);
      onChanging(false);
    },
  });
  const start = () => {
    setClash(null);
    onChanging(true);
  };
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 edge-b py-1">
      <span className="min-w-0 flex-1">
        {label}
        {clash ? (
          <span role="alert" className="block text-13 text-danger">
            {t("settings.display.keysTaken", { owner: t(clash.words) })}
          </span>
        ) : null}
      </span>
      <span className="text-13 text-text-3" aria-live="polite">
        {isChanging ? (
          t("settings.display.keysPress")
        ) : (
          <KeysInForce shipped={entry.keys} inForce={inForce} />
        )}
      </span>
      <KeyButtons name={label} shipped={entry.keys} isOff={inForce === ""} onChange={start} />
    </li>
  );
}

type KeyButtonsProps = { name: string; shipped: string; isOff: boolean; onChange: () => void };

function KeyButtons({ name, shipped, isOff, onChange }: KeyButtonsProps) {
  const t = useTranslations("settings.display");
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={t("keysChangeOf", { name })} onClick={onChange}>
        {t("keysChange")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        aria-label={t("keysOffOf", { name })}
        disabled={isOff}
        onClick={() => chooseKeys(shipped, "")}
      >
        {t("keysOff")}
      </Button>
    </>
  );
}

function KeysInForce({ shipped, inForce }: { shipped: string; inForce: string }) {
  const t = useTranslations("settings.display");
  if (inForce === "") return t("keysNone");
  return (
    <>
      <Kbd keys={shipped} />
      <span className="sr-only">{inForce}</span>
    </>
  );
}
