import { request } from "node:http";
import { installation } from "./installation";

/** Another address of this machine than all other tests come from. Only Linux has more than one without being asked. */
const ADDRESS = process.platform === "linux" ? "127.0.0.9" : "127.0.0.1";

/** GET of `/api/v1` from elsewhere: what is counted by address is not the other files' there, which run at the same time. */
export function getFromElsewhere(
  path: string,
  token: string | null,
): Promise<{ status: number; retryAfterS: number }> {
  const { hostname, port } = new URL(installation.url);
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path: `/api/v1${path}`, headers, localAddress: ADDRESS, family: 4 };
    const asking = request(options, (answer) => {
      const status = answer.statusCode ?? 0;
      const retryAfterS = Number(answer.headers["retry-after"]);
      answer.resume().once("end", () => resolve({ status, retryAfterS }));
    });
    asking.once("error", reject).end();
  });
}
