import { ApiProblem } from "@/lib/http/api-problem";
import { Interruption, interruptionOf, isFaulty, isServerFailure, noteContact, pauseMs } from "./link";
import type { Phone } from "./phone";
import { setProgress } from "./progress";
import type { FieldStore, StoredFile } from "./store";

async function nextFile(store: FieldStore, now: number): Promise<StoredFile | undefined> {
  const files = await store.files.where("state").anyOf("waiting", "uploading").sortBy("queued_at");
  return files.find(({ next_at }) => next_at <= now);
}

/** Gone at the office (its record was removed meanwhile), or refused for what it is: repeating is no use. */
const isHopeless = (error: unknown): error is ApiProblem =>
  isFaulty(error) || (error instanceof ApiProblem && (error.status === 404 || error.status === 410));

const isThereAlready = (error: unknown): boolean => error instanceof ApiProblem && error.status === 409;

/** Each step is remembered, so that a cut line repeats the step and not the whole way. */
async function upload({ store, wire }: Phone, file: StoredFile): Promise<void> {
  const id = file.file_id;
  await store.files.update(id, { state: "uploading" });
  if (!file.is_uploaded) {
    const bytes = await store.blobs.get(id);
    if (!bytes) throw new ApiProblem(410, "gone");
    const target = await wire.uploadTarget(id);
    if (target) {
      await wire
        .putBytes(target, bytes.blob, file.mime, (share) => setProgress(id, share))
        .catch((error: unknown) => {
          // The bytes arrived the last time and only the answer was lost.
          if (!isThereAlready(error)) throw error;
        });
    }
    await store.files.update(id, { is_uploaded: true });
  }
  await wire.completeUpload(id).catch((error: unknown) => {
    if (!isThereAlready(error)) throw error;
  });
}

async function afterFailure(phone: Phone, file: StoredFile, error: unknown): Promise<void> {
  const { store } = phone;
  if (isHopeless(error)) {
    await store.files.update(file.file_id, { state: "parked", code: error.code });
    return;
  }
  const attempts = file.attempts + 1;
  const next_at = isServerFailure(error) ? phone.now() + pauseMs(attempts, phone.random()) : 0;
  await store.files.update(file.file_id, { state: "waiting", attempts, next_at });
  if (!isServerFailure(error)) throw interruptionOf(error);
}

/**
 * Sends files one after the other, after the operations they belong to. `between` runs before each: a step done
 * meanwhile must not wait for twenty pictures.
 */
export async function drainFiles(phone: Phone, between: () => Promise<unknown>): Promise<void> {
  let failures = 0;
  for (;;) {
    const file = await nextFile(phone.store, phone.now());
    if (!file) return;
    try {
      await upload(phone, file);
      await phone.store.files.update(file.file_id, { state: "sent", sent_at: phone.now(), code: null });
      await noteContact(phone.store, phone.now());
      failures = 0;
    } catch (error) {
      if (isServerFailure(error)) failures += 1;
      await afterFailure(phone, file, error);
      if (failures > 1) throw new Interruption("busy");
    } finally {
      setProgress(file.file_id, null);
    }
    await between();
  }
}
