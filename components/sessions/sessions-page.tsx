import { DeviceList } from "./device-list";
import { TwoStepCard } from "./two-step-card";

/** Where one is signed in, and what else than the password is asked for. */
export function SessionsPage() {
  return (
    <>
      <DeviceList />
      <TwoStepCard />
    </>
  );
}
