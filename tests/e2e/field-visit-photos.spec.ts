import type { Page } from "@playwright/test";
import { createFieldCompany } from "./support/field-company";
import { expect, test } from "./support/people";

test.describe.configure({ timeout: 180_000 });

/** What a camera held upright writes: the picture lies on its side and says so, and says where it was taken. */
const EXIF = Buffer.concat([
  Buffer.from([0xff, 0xe1, 0x00, 0x22]),
  Buffer.from("Exif\0\0MM\0*\0\0\0\x08\0\x01", "latin1"),
  Buffer.from([0x01, 0x12, 0x00, 0x03, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]),
]);

/** 3000 x 2000, the left half red, the right half blue. */
async function takeLyingPicture(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 3000;
    canvas.height = 2000;
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("This browser does not draw.");
    pen.fillStyle = "#f00";
    pen.fillRect(0, 0, 1500, 2000);
    pen.fillStyle = "#00f";
    pen.fillRect(1500, 0, 1500, 2000);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  });
  const jpeg = Buffer.from(plain, "base64");
  return Buffer.concat([jpeg.subarray(0, 2), EXIF, jpeg.subarray(2)]);
}

/** The pictures as the phone keeps and sends them, from its own store. */
async function listKept(
  page: Page,
): Promise<{ width: number; height: number; top: string; hasExif: boolean }[]> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((each) =>
      /^callout-field-.{36}-/.test(each.name ?? ""),
    )?.name;
    const open = indexedDB.open(name ?? "");
    await new Promise((resolve) => open.addEventListener("success", resolve));
    const rows = open.result.transaction("blobs").objectStore("blobs").getAll();
    await new Promise((resolve) => rows.addEventListener("success", resolve));
    open.result.close();
    return Promise.all(
      (rows.result as { blob: Blob }[]).map(async ({ blob }) => {
        const bytes = new TextDecoder("latin1").decode(await blob.arrayBuffer());
        const picture = await createImageBitmap(blob, { imageOrientation: "none" });
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const pen = canvas.getContext("2d");
        pen?.drawImage(picture, 0, 0);
        const [red = 0, , blue = 0] = pen?.getImageData(picture.width / 2, 10, 1, 1).data ?? [];
        const top = red > 200 && blue < 50 ? "red" : "other";
        return { width: picture.width, height: picture.height, top, hasExif: bytes.includes("Exif") };
      }),
    );
  });
}

test("a picture is kept upright, at most 1600 px long, without what the camera wrote into it", async ({
  openAs,
}) => {
  const field = await createFieldCompany("Picture Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00" });
  const page = await openAs(field.technician.email, field.technician.password);
  await page.goto(`/field/bookings/${visit.id}/photos`);
  const choose = page.getByLabel("From the phone");
  const buffer = await takeLyingPicture(page);
  await choose.setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByRole("heading", { name: "1 photo" })).toBeVisible();
  expect(await listKept(page)).toEqual([{ width: 1067, height: 1600, top: "red", hasExif: false }]);
});

/** The browser's refusal when the phone is full, for pictures; until the event "room". */
async function fillUp(page: Page): Promise<void> {
  await page.evaluate(() => {
    type Write = (this: IDBObjectStore, ...given: unknown[]) => IDBRequest<IDBValidKey>;
    const stores = IDBObjectStore.prototype;
    const [add, put] = ["add", "put"].map((name) => Reflect.get(stores, name) as Write);
    if (!add || !put) throw new Error("This browser has no store.");
    const refuse = (write: Write): Write =>
      function (this: IDBObjectStore, ...given) {
        if (this.name === "blobs") throw new DOMException("The phone is full.", "QuotaExceededError");
        return write.apply(this, given);
      };
    Object.assign(stores, { add: refuse(add), put: refuse(put) });
    addEventListener("room", () => Object.assign(stores, { add, put }), { once: true });
  });
}

test("a phone without room says what is unsent, and keeps all of it", async ({ openAs }) => {
  const field = await createFieldCompany("Full Phone Heating");
  const visit = await field.addVisit({ from: "09:00", to: "10:00" });
  const page = await openAs(field.technician.email, field.technician.password);
  await page.goto(`/field/bookings/${visit.id}/photos`);
  await expect(page.getByText("No photo yet")).toBeVisible();
  await page.context().setOffline(true);
  const choose = page.getByLabel("From the phone");
  const picture = { name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await takeLyingPicture(page) };
  await choose.setInputFiles(picture);
  await expect(page.getByRole("heading", { name: "1 photo" })).toBeVisible();
  await fillUp(page);
  await choose.setInputFiles(picture);
  // The photo and its bytes; that the visit was seen may have gone out before or not.
  await expect(page.getByText(/This phone has no room left\. [23] entries are not sent yet/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "1 photo" })).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("room")));
  await choose.setInputFiles(picture);
  await expect(page.getByRole("heading", { name: "2 photos" })).toBeVisible();
  await expect(page.getByText("This phone has no room left")).toHaveCount(0);
});
