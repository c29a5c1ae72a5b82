import { expect, it } from "vitest";
import { openDatabase, createUser, asIdentity, signedIn } from "../../support/database";
import "server-only";
it("opens a clone", async () => {
  const db = await openDatabase();
  const user = await createUser(db.sql);
  const rows = await asIdentity(db.sql, signedIn(user), (tx) => tx`select current_user, auth.uid()`);
  expect(rows[0]).toEqual({ current_user: "authenticated", uid: user.id });
  await db.close();
});
