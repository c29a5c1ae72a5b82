import type { SyncAnswer, SyncRequest, SyncResponse } from "@/lib/sync/schema";
import type { Upload } from "@/lib/files/schema";
import type { FieldStore } from "./store";

/** All that crosses the line. Failures are ApiProblems. */
export type Wire = {
  send: (body: SyncRequest) => Promise<SyncResponse>;
  changes: (cursor: string | null, deviceId: string) => Promise<SyncAnswer>;
  /** null: the office has the bytes already. */
  uploadTarget: (fileId: string) => Promise<Upload | null>;
  putBytes: (target: Upload, bytes: Blob, mime: string, onProgress: (share: number) => void) => Promise<void>;
  completeUpload: (fileId: string) => Promise<void>;
  /** The small copy of a picture at the office. */
  picture: (fileId: string) => Promise<Blob>;
};

export type DeviceFacts = {
  name: string;
  platform: "android" | "ios" | "desktop" | "other";
  app_version: string | null;
};

/** One person's phone: its store, its line, its clock. */
export type Phone = {
  store: FieldStore;
  wire: Wire;
  deviceId: string;
  describe: () => DeviceFacts;
  now: () => number;
  random: () => number;
};
