import { useCallback, useState } from "react";
import { PhoneFull } from "@/lib/field/outbox";

export type Writing = {
  isBusy: boolean;
  /** How many entries wait for the office on a phone that has no room left; null while there is room. */
  fullWith: number | null;
  /** Runs a write; true when the phone has it. */
  write: (work: () => Promise<unknown>) => Promise<boolean>;
};

/** Writing never waits for the network, only for the phone, whose store may be full. */
export function useWriting(): Writing {
  const [isBusy, setIsBusy] = useState(false);
  const [fullWith, setFullWith] = useState<number | null>(null);
  const write = useCallback(async (work: () => Promise<unknown>) => {
    setIsBusy(true);
    try {
      await work();
      setFullWith(null);
      return true;
    } catch (error) {
      if (!(error instanceof PhoneFull)) throw error;
      setFullWith(error.unsent);
      return false;
    } finally {
      setIsBusy(false);
    }
  }, []);
  return { isBusy, fullWith, write };
}
