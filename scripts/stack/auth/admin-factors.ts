import type { AuthContext, Call } from "./context";
import { answer } from "./context";
import { SERVICE } from "./admin";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError } from "./errors";
import { removeFactor } from "./factors";
import { isUuid, requireAdmin } from "./guards";
import { audit, findUser } from "./users";
import { viewFactors } from "./user-view";

async function requireKnown(transaction: Transaction, userId: string): Promise<void> {
  if (!isUuid(userId)) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  if (!(await findUser(transaction, userId))) throw new AuthError(404, "user_not_found", "User not found");
}

/** GET /admin/users/<id>/factors */
export async function listFactors(context: AuthContext, call: Call, userId = ""): Promise<Response> {
  requireAdmin(context, call);
  const factors = await asAuthAdmin(context.sql, async (transaction) => {
    await requireKnown(transaction, userId);
    return viewFactors(transaction, userId);
  });
  return answer(factors);
}

/** DELETE /admin/users/<id>/factors/<factor>: for who lost the phone and the recovery codes. */
export async function takeFactor(context: AuthContext, call: Call, userId = "", id = ""): Promise<Response> {
  requireAdmin(context, call);
  const factor = await asAuthAdmin(context.sql, async (transaction) => {
    await requireKnown(transaction, userId);
    const known = (await viewFactors(transaction, userId)).find((each) => each.id === id);
    if (!known) throw new AuthError(404, "mfa_factor_not_found", "Factor not found");
    await audit(transaction, "factor_deleted", SERVICE, call.ip, { user_id: userId, factor_id: id });
    await removeFactor(transaction, userId, id);
    return known;
  });
  return answer(factor);
}
