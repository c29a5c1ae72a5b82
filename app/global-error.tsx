"use client";

import "./globals.css";

const WORDS = {
  en: {
    title: "Callout did not load",
    text: "That broke on our side. Try again in a moment.",
    again: "Try again",
  },
  de: {
    title: "Callout wurde nicht geladen",
    text: "Der Fehler liegt bei uns. Gleich noch einmal versuchen.",
    again: "Noch einmal versuchen",
  },
};

/** The root layout itself failed: no provider, no messages, so the few words stand here in both languages. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  const locale = typeof navigator !== "undefined" && navigator.language.startsWith("de") ? "de" : "en";
  const words = WORDS[locale];
  return (
    <html lang={locale} data-theme="system">
      <body>
        <title>{words.title}</title>
        <main className="mx-auto grid max-w-md gap-4 px-6 py-[18dvh]">
          <h1 className="text-24">{words.title}</h1>
          <p className="text-text-2">{words.text}</p>
          <button
            type="button"
            onClick={() => retry()}
            className="h-12 justify-self-start rounded-control bg-accent px-4 font-medium text-on-accent"
          >
            {words.again}
          </button>
        </main>
      </body>
    </html>
  );
}
