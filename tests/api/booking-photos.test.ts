import { randomUUID } from "node:crypto";
import { Transformer } from "@napi-rs/image";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { takeBookingTurn } from "./support/booking-turn";
import { call } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";
import { createGround, type Ground } from "./support/planning";
import { until } from "./support/until";

type Problem = { code?: string; errors?: { field: string; code: string }[] };
type Photo = { id: string; state: string; size_bytes: number };
type Said = { status: number; headers: Headers; json: Problem & { data?: Photo } };
type Attachment = { file: { id: string; state: string; width: number }; category: string; caption: string };

let company: Company;
let other: Company;
let ground: Ground;
let endTurn: () => Promise<void>;

beforeAll(async () => {
  endTurn = await takeBookingTurn();
  [company, other] = await Promise.all([createCompany("pictured"), createCompany("unpictured")]);
  ground = await createGround(company, 2);
});
afterAll(() => endTurn());
// All visitors of this file come from one address.
beforeEach(
  () => database()`delete from private.api_rate_limits where bucket like 'book%' or bucket like 'gate:book%'`,
);

const origin = installation.url;
const place = { postcode: "12207", line1: "12 Elm St", city: "Albany" };
const person = { name: "Ana Ruiz", email: "ana@visitors.test", phone: "(212) 555-0101" };

async function picture(seed = Math.random() * 255, kind: "jpeg" | "png" | "webp" = "jpeg"): Promise<Buffer> {
  const rgba = Buffer.alloc(640 * 480 * 4, 255);
  for (let index = 0; index < rgba.length; index += 4) rgba[index] = (index * 7 + seed) & 255;
  const image = Transformer.fromRgbaPixels(rgba, 640, 480);
  if (kind === "jpeg") return image.jpeg(80);
  return kind === "png" ? image.png() : image.webp(80);
}

/** One browser: it keeps the cookie it is given. */
function browser(slug = company.slug) {
  let cookie = "";
  const send = async (
    method: string,
    path: string,
    body?: Buffer | string,
    more: Record<string, string> = {},
  ): Promise<Said> => {
    const response = await fetch(`${installation.url}/book/${slug}${path}`, {
      method,
      headers: { origin, ...(cookie ? { cookie } : {}), ...more },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
    });
    const given = response.headers.getSetCookie().find((each) => each.startsWith("book_visitor="));
    if (given) cookie = given.split(";")[0] ?? "";
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith("{") ? (JSON.parse(text) as Said["json"]) : {},
    };
  };
  const post = (path: string, body: object) =>
    send("POST", path, JSON.stringify(body), { "content-type": "application/json" });
  return {
    send,
    put: (bytes: Buffer, id: string = randomUUID(), type = "image/jpeg") =>
      send("PUT", `/photos/${id}`, bytes, { "content-type": type }),
    remove: (id: string) => send("DELETE", `/photos/${id}`),
    act: (action: string, body: object) => post(`/actions/${action}`, { op_id: randomUUID(), ...body }),
    hold: async (nth: number): Promise<Said> => {
      const { json } = await post("/times", { service_type_id: ground.serviceTypeId, place });
      const { data } = json as unknown as { data: { data: { starts_at: string }[] } };
      const starts_at = data.data[nth]?.starts_at ?? "";
      return post("/actions/hold", {
        op_id: randomUUID(),
        service_type_id: ground.serviceTypeId,
        place,
        starts_at,
      });
    },
  };
}
type Browser = ReturnType<typeof browser>;

const knowCode = () => database()`
  update private.online_bookings set code_hash = extensions.crypt('123456', extensions.gen_salt('bf', 4))
  where org_id = ${company.id} and state = 'waiting'`;

/** To the visit's id. */
async function finish(visitor: Browser): Promise<string> {
  await visitor.act("book", { ...person, address: place });
  await knowCode();
  const { json } = await visitor.act("book", { code: "123456" });
  const { visit } = json.data as unknown as { visit: { number: string } };
  const [row] = await database()<{ id: string }[]>`
    select id from public.bookings where org_id = ${company.id} and number = ${visit.number}`;
  return row?.id ?? "";
}

const attachmentsOf = async (query: string): Promise<Attachment[]> => {
  const answer = await call("GET", `/attachments?${query}`, { as: company.people.owner });
  return (JSON.parse(answer.text) as { data: Attachment[] }).data;
};

describe("a visitor's picture", () => {
  it("is on the visit he books, checked and in its sizes", async () => {
    const visitor = browser();
    await visitor.hold(0);
    const bytes = await picture();
    const id = randomUUID();
    const sent = await visitor.put(bytes, id);
    expect(sent.status).toBe(200);
    expect(sent.json.data).toEqual({
      id,
      name: `${id.slice(-6)}.jpg`,
      size_bytes: bytes.length,
      state: "uploaded",
    });
    expect(sent.headers.get("cache-control")).toContain("no-store");
    const booking = await finish(visitor);
    const [attachment] = await until(
      () => attachmentsOf(`booking_id=${booking}`),
      ([one]) => one?.file.state === "ready",
    );
    expect(attachment).toMatchObject({
      file: { state: "ready", width: 640 },
      category: "photo",
      caption: "Sent with the booking",
    });
    const shown = await fetch(`${installation.url}/api/v1/files/${attachment?.file.id}/content?size=small`, {
      headers: { authorization: `Bearer ${company.people.owner.token}` },
    });
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  });

  it("is kept at his request, which gives a new browser its cookie, and is the office's to see there", async () => {
    const visitor = browser();
    const sent = await visitor.put(await picture(1, "png"), randomUUID(), "image/png");
    expect(sent.headers.get("set-cookie")).toMatch(
      new RegExp(`Path=/book/${company.slug}; Max-Age=7200; HttpOnly; SameSite=Lax`),
    );
    expect((await visitor.put(await picture(2, "webp"), randomUUID(), "image/webp")).status).toBe(200);
    const asked = await visitor.act("request", {
      ...person,
      address: place,
      service_type_id: ground.serviceTypeId,
    });
    expect(asked.json.data).toMatchObject({ state: "requested" });
    const [request] = await database()<{ id: string }[]>`
      select id from public.booking_requests where org_id = ${company.id} order by id desc limit 1`;
    expect(await attachmentsOf(`booking_request_id=${request?.id}`)).toHaveLength(2);
    const foreign = await call("GET", `/attachments?booking_request_id=${request?.id}`, {
      as: other.people.owner,
    });
    expect(foreign.status).toBe(404);
    const two = await call("GET", `/attachments?booking_request_id=${request?.id}&job_id=${request?.id}`, {
      as: company.people.owner,
    });
    expect(two.status).toBe(422);
  });

  it("is one however often and however many times at once it is sent, and can be taken back", async () => {
    const visitor = browser();
    await visitor.put(await picture());
    const [id, bytes] = [randomUUID(), await picture(10)];
    const answers = await Promise.all([
      visitor.put(bytes, id),
      visitor.put(bytes, id),
      visitor.put(bytes, id),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const mismatch = await visitor.put(await picture(200), id);
    expect([mismatch.status, mismatch.json.code]).toEqual([422, "idempotency_mismatch"]);
    expect((await visitor.put(await picture())).status).toBe(200);
    const fourth = await visitor.put(await picture());
    expect([fourth.status, fourth.json.code]).toEqual([409, "too_many_photos"]);
    expect([(await visitor.remove(id)).status, (await visitor.remove(id)).status]).toEqual([204, 204]);
    expect((await visitor.put(await picture())).status).toBe(200);
  });

  it("of five at once is one of three", async () => {
    const visitor = browser();
    await visitor.hold(1);
    const pictures = await Promise.all([1, 2, 3, 4, 5].map((seed) => picture(seed * 40)));
    const answers = await Promise.all(pictures.map((bytes) => visitor.put(bytes)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 409, 409]);
  });

  it("outlives the time that was kept for him", async () => {
    const visitor = browser();
    await visitor.hold(2);
    await visitor.put(await picture());
    await database()`update public.booking_holds set expires_at = now() where org_id = ${company.id}`;
    const late = await visitor.act("book", { ...person, address: place });
    expect(late.json.code).toBe("hold_expired");
    expect((await visitor.put(await picture())).status).toBe(200);
    await visitor.hold(3);
    expect(await attachmentsOf(`booking_id=${await finish(visitor)}`)).toHaveLength(2);
  });
});

describe("what is no picture", () => {
  const page = Buffer.from("<!doctype html><script>alert(1)</script>");

  it.each([
    {
      what: "a page that says it is a picture",
      make: async () => page,
      said: [422, "invalid_photo", "wrong_type"],
    },
    {
      what: "a PNG that says it is a JPEG",
      make: () => picture(1, "png"),
      said: [422, "invalid_photo", "wrong_type"],
    },
    {
      what: "a picture that is a page as well",
      make: async () => Buffer.concat([await picture(), page]),
      said: [422, "invalid_photo", "hidden_content"],
    },
    {
      what: "half a head",
      make: async () => (await picture()).subarray(0, 12),
      said: [422, "invalid_photo", "unreadable"],
    },
    {
      what: "a PDF",
      make: async () => Buffer.from("%PDF-1.7"),
      type: "application/pdf",
      said: [415, "unsupported_media_type", undefined],
    },
    {
      what: "a drawing with scripts",
      make: async () => page,
      type: "image/svg+xml",
      said: [415, "unsupported_media_type", undefined],
    },
    { what: "nothing", make: async () => Buffer.alloc(0), said: [422, "invalid", "required"] },
    {
      what: "too much",
      make: async () => Buffer.concat([await picture(), Buffer.alloc(4 * 1024 * 1024)]),
      said: [413, "too_large", undefined],
    },
  ])("is refused: $what", async ({ make, type = "image/jpeg", said }) => {
    const { status, json } = await browser().put(await make(), randomUUID(), type);
    expect([status, json.code, json.errors?.[0]?.code]).toEqual(said);
  });

  it("leaves nothing behind", async () => {
    const count = () =>
      database()`select count(*)::integer as n from public.file_storage where org_id = ${company.id}`;
    const before = await count();
    await browser().put(page);
    expect(await count()).toEqual(before);
  });
});

describe("nobody", () => {
  it("sends from another site, to a page that is not there, or under a name that is none", async () => {
    const bytes = await picture();
    for (const foreign of ["https://evil.test", "null"]) {
      const answer = await browser().send("PUT", `/photos/${randomUUID()}`, bytes, {
        origin: foreign,
        "content-type": "image/jpeg",
      });
      expect([answer.status, answer.json.code], foreign).toEqual([403, "foreign_origin"]);
    }
    expect((await browser("nobody-here").put(bytes)).status).toBe(404);
    expect((await browser().put(bytes, "..%2F..%2Fx")).status).toBe(404);
    expect((await browser().remove("1")).status).toBe(404);
  });

  it("takes back another visitor's picture, here or at another company", async () => {
    const visitor = browser();
    const id = randomUUID();
    await visitor.put(await picture(), id);
    for (const stranger of [browser(), browser(other.slug)])
      expect((await stranger.remove(id)).status).toBe(204);
    const [row] = await database()<{ n: number }[]>`
      select count(*)::integer as n from private.online_booking_photos where org_id = ${company.id} and op_id = ${id}`;
    expect(row?.n).toBe(1);
  });

  it("sends more than twelve at once from one address, and hears when again", async () => {
    for (let count = 0; count < 4; count += 1) {
      const visitor = browser();
      for (let each = 0; each < 3; each += 1) expect((await visitor.put(await picture())).status).toBe(200);
    }
    const refused = await browser().put(await picture());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(60);
  });
});
