import { useState } from "react";
import { useRemembered } from "@/lib/field/use-visits";

/** Words being typed: shown at once, and kept by the phone until `forget`, whatever becomes of the page. */
export function useTyped(key: string) {
  const [kept, keep] = useRemembered<string>(key, "");
  const [typed, setTyped] = useState<string | null>(null);
  return {
    value: typed ?? kept,
    type: (text: string) => {
      setTyped(text);
      keep(text);
    },
    forget: () => {
      setTyped("");
      keep(undefined);
    },
  };
}
