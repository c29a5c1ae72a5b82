import "server-only";
import { AppError } from "@/lib/errors";
import { createKeyRing, wrappedKeys } from "@/lib/crypto/key-ring";
import { hasMasterKeys } from "@/lib/crypto/master-keys";
import { SealBroken, type SecretPlace } from "@/lib/crypto/sealing";
import { createOrganizationKey, readOrganizationKeys } from "@/lib/http/gate";

const ring = createKeyRing({
  read: async (orgId) => wrappedKeys.parse(await readOrganizationKeys(orgId)),
  create: async (orgId, wrapped) => wrappedKeys.parse(await createOrganizationKey(orgId, wrapped)),
});

/**
 * Seals a text for its place and hands it to `write`. Where the key was replaced and destroyed since this process
 * last asked, the database refuses it, and the text is sealed once more with the key of now.
 */
export async function writeSealed<T>(
  orgId: string,
  place: SecretPlace,
  text: string,
  write: (sealed: string) => Promise<T>,
): Promise<T> {
  requireKeys();
  try {
    return await write(await sealOrExplain(orgId, place, text));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "key_gone") throw error;
    ring.forget(orgId);
    return write(await sealOrExplain(orgId, place, text));
  }
}

/** Raises `secret_unreadable` for what does not open here: changed, moved, or sealed by keys this server lacks. */
export async function openSealed(orgId: string, place: SecretPlace, sealed: string): Promise<string> {
  requireKeys();
  return ring.open(orgId, place, sealed).catch(explain);
}

function sealOrExplain(orgId: string, place: SecretPlace, text: string): Promise<string> {
  return ring.seal(orgId, place, text).catch(explain);
}

function explain(error: unknown): never {
  if (error instanceof SealBroken)
    throw new AppError("secret_unreadable", "This can't be decrypted with the keys of this server.", {
      cause: error,
    });
  throw error;
}

function requireKeys(): void {
  if (!hasMasterKeys())
    throw new AppError(
      "setting_missing",
      "This server has no encryption keys. Its operator sets ENCRYPTION_KEYS.",
    );
}
