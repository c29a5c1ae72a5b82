import { Transformer } from "@napi-rs/image";
import { makeParts } from "@/lib/files/examine";
import type { Facts, Part } from "@/lib/files/examine";
import { writeObject } from "@/lib/worker/objects";
import type { Scene } from "./scenes";
import type { Company } from "./staff";

type Made = { parts: Part[]; facts: Facts };
/** A picture as a company has it: the file, and the sum of the bytes the phone sent. */
export type StoredPicture = { fileId: string; sha256: string };

const FOLDER = "folder";
const AT_ONCE = 6;
/** Both companies show the same scenes; each is drawn once. */
const drawn = new Map<string, Promise<Made>>();

function draw({ name, svg, isInk }: Scene): Promise<Made> {
  const known = drawn.get(name);
  if (known) return known;
  const made = (async () => {
    const image = isInk ? Transformer.fromSvg(svg) : Transformer.fromSvg(svg, "#ffffff");
    const bytes = isInk ? await image.png() : await image.jpeg(86);
    return makeParts(bytes, isInk ? "image/png" : "image/jpeg", FOLDER);
  })();
  drawn.set(name, made);
  return made;
}

/** The bytes into Storage and the row that names them, as after the worker's look. */
async function store(company: Company, scene: Scene, owner: string): Promise<[string, StoredPicture]> {
  const { transaction, organization } = company;
  const { parts, facts } = await draw(scene);
  const moved = (path: string) => path.replace(FOLDER, `${organization}/${facts.sha256}`);
  await Promise.all(parts.map((part) => writeObject("files", moved(part.path), part.bytes, part.mime)));
  const variants = Object.fromEntries(
    Object.entries(facts.variants).map(([size, place]) => [size, { ...place, path: moved(place.path) }]),
  );
  const fileId = crypto.randomUUID();
  await transaction`
    insert into public.file_storage ${transaction([
      {
        org_id: organization,
        id: fileId,
        name: scene.name,
        kind: "image",
        state: "ready",
        mime: facts.mime,
        size_bytes: facts.size_bytes,
        declared_sha256: facts.sha256,
        sha256: facts.sha256,
        bucket: "files",
        path: moved(facts.path),
        width: facts.width,
        height: facts.height,
        variants: transaction.json(variants),
        stored_bytes: facts.stored_bytes,
        scanned_at: new Date(company.nowMs),
        created_by: owner,
      },
    ])}`;
  return [scene.name, { fileId, sha256: facts.sha256 }];
}

/** By the scene's name. */
export async function storePictures(
  company: Company,
  scenes: readonly Scene[],
  owner: string,
): Promise<Map<string, StoredPicture>> {
  const stored = new Map<string, StoredPicture>();
  for (let from = 0; from < scenes.length; from += AT_ONCE) {
    const some = await Promise.all(
      scenes.slice(from, from + AT_ONCE).map((scene) => store(company, scene, owner)),
    );
    for (const [name, picture] of some) stored.set(name, picture);
  }
  return stored;
}
