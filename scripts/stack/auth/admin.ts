import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, emailAddress, flag, object, text } from "./context";
import { asAuthAdmin, json } from "./database";
import type { Transaction } from "./database";
import { AuthError, duplicateEmail, invalid } from "./errors";
import { isUuid, requireAdmin } from "./guards";
import { checkPassword, hashPassword } from "./passwords";
import {
  audit,
  confirmEmail,
  createUser,
  findUser,
  findUserByEmail,
  getUser,
  mergeMetadata,
  setEmail,
  setPassword,
} from "./users";
import type { UserRow } from "./users";
import { viewUser } from "./user-view";

/** Who acted, in the audit table: the key names no person. */
export const SERVICE = { id: "00000000-0000-0000-0000-000000000000", email: "service_role" };

/** GET /admin/users */
export const listUsers: Endpoint = async (context, call) => {
  requireAdmin(context, call);
  const page = pageNumber(call, "page", 1);
  const perPage = pageNumber(call, "per_page", 50);
  return asAuthAdmin(context.sql, async (transaction) => {
    const rows = await transaction<UserRow[]>`
      select * from auth.users order by created_at desc, id
      limit ${perPage} offset ${(page - 1) * perPage}`;
    const [count] = await transaction<{ total: number }[]>`select count(*)::int as total from auth.users`;
    const users: Json[] = [];
    for (const row of rows) users.push(await viewUser(transaction, row));
    const total = count?.total ?? 0;
    const lastPage = Math.ceil(total / perPage);
    const link = (target: number, rel: string) =>
      `<${call.url.pathname}?page=${target}&per_page=${perPage}>; rel="${rel}"`;
    const links = [...(page < lastPage ? [link(page + 1, "next")] : []), link(lastPage, "last")];
    const headers = { "x-total-count": String(total), link: links.join(", ") };
    return answer({ users, aud: "authenticated" }, headers);
  });
};

function pageNumber(call: Call, name: string, fallback: number): number {
  const value = call.url.searchParams.get(name);
  if (!value) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw invalid(`Bad Pagination Parameters: ${name}`);
  return Math.min(Number(value), name === "per_page" ? 1000 : Number(value));
}

/** POST /admin/users */
export const addUser: Endpoint = async (context, call) => {
  requireAdmin(context, call);
  const { body } = call;
  if (!text(body, "email")) throw invalid("Cannot create a user without either an email or phone");
  const email = emailAddress(text(body, "email"));
  const id = text(body, "id");
  if (id && !isUuid(id)) throw invalid("ID must conform to the uuid v4 format");
  const passwordHash = await givenPassword(context, body);
  const bannedUntil = banEnd(body) ?? null;
  const view = await asAuthAdmin(context.sql, async (transaction) => {
    if (await findUserByEmail(transaction, email)) throw duplicateEmail();
    const user = await createUser(transaction, {
      ...(id ? { id } : {}),
      email,
      passwordHash,
      userMetadata: object(body, "user_metadata") ?? {},
      appMetadata: object(body, "app_metadata") ?? {},
      role: text(body, "role") || "authenticated",
      bannedUntil,
    });
    if (flag(body, "email_confirm")) await confirmEmail(transaction, user.id);
    await audit(transaction, "user_signedup", SERVICE, call.ip, { user_id: user.id });
    return viewUser(transaction, await getUser(transaction, user.id));
  });
  return answer(view);
};

/** An own password, or a bcrypt hash brought along from another system. */
async function givenPassword(context: AuthContext, body: Json): Promise<string | null> {
  const password = text(body, "password");
  const hash = text(body, "password_hash");
  if (password && hash) throw invalid("Only a password or a password hash should be provided");
  if (hash && !/^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash))
    throw invalid("password_hash must be a bcrypt hash");
  if (hash) return hash;
  return password ? hashPassword(context.sql, checkPassword(context.config, password)) : null;
}

/** undefined: unchanged, null: no ban. Go's durations: "24h", "1h30m", "none". */
function banEnd(body: Json): Date | null | undefined {
  const duration = text(body, "ban_duration");
  if (!duration) return undefined;
  if (duration === "none") return null;
  const unitsMs: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  if (!/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(duration)) {
    throw invalid(`invalid format for ban duration: time: invalid duration "${duration}"`);
  }
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  const totalMs = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitsMs[unit ?? ""] ?? 0),
    0,
  );
  return totalMs > 0 ? new Date(Date.now() + totalMs) : null;
}

/** GET, PUT and DELETE /admin/users/<id> */
export async function userById(context: AuthContext, call: Call, id = ""): Promise<Response> {
  requireAdmin(context, call);
  if (!isUuid(id)) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  const { method } = call.request;
  const passwordHash = method === "PUT" ? await givenPassword(context, call.body) : null;
  return asAuthAdmin(context.sql, async (transaction) => {
    const user = await findUser(transaction, id);
    if (!user) throw new AuthError(404, "user_not_found", "User not found");
    if (method === "DELETE") return removeUser(transaction, call, user);
    if (method === "PUT") await changeUser(transaction, call, user, passwordHash);
    return answer(await viewUser(transaction, await getUser(transaction, id)));
  });
}

async function changeUser(
  transaction: Transaction,
  call: Call,
  user: UserRow,
  passwordHash: string | null,
): Promise<void> {
  const { body } = call;
  const isVerified = flag(body, "email_confirm") ?? false;
  const email = text(body, "email") ? emailAddress(text(body, "email")) : "";
  if (email && email !== user.email) {
    if (await findUserByEmail(transaction, email)) throw duplicateEmail();
    await setEmail(transaction, user.id, email, isVerified);
  }
  if (isVerified) await confirmEmail(transaction, user.id);
  if (passwordHash) await setPassword(transaction, user.id, passwordHash, null);
  const metadata = { user: object(body, "user_metadata"), app: object(body, "app_metadata") };
  await mergeMetadata(transaction, user.id, metadata);
  const role = text(body, "role");
  if (role) await transaction`update auth.users set role = ${role} where id = ${user.id}`;
  const bannedUntil = banEnd(body);
  if (bannedUntil !== undefined) {
    await transaction`update auth.users set banned_until = ${bannedUntil} where id = ${user.id}`;
  }
  await audit(transaction, "user_modified", SERVICE, call.ip, { user_id: user.id });
}

async function removeUser(transaction: Transaction, call: Call, user: UserRow): Promise<Response> {
  await audit(transaction, "user_deleted", SERVICE, call.ip, { user_id: user.id });
  if (!flag(call.body, "should_soft_delete")) {
    await transaction`delete from auth.users where id = ${user.id}`;
    return answer({});
  }
  // Names and addresses go, the id stays so that what refers to it keeps an author.
  const gone = `deleted-${user.id}`;
  await transaction`
    update auth.users set email = ${gone}, phone = null, encrypted_password = '', email_change = '',
      raw_user_meta_data = '{}', deleted_at = now(), updated_at = now()
    where id = ${user.id}`;
  await transaction`
    update auth.identities set provider_id = ${gone}, identity_data = ${json(transaction, {})}, updated_at = now()
    where user_id = ${user.id}`;
  await transaction`delete from auth.one_time_tokens where user_id = ${user.id}`;
  await transaction`delete from auth.sessions where user_id = ${user.id}`;
  return answer({});
}
