import { storePictures } from "./picture-files";
import type { StoredPicture } from "./picture-files";
import { AFTER, BEFORE, EQUIPMENT, FOUND, PORTRAITS, SIGNATURES } from "./scenes";
import type { Scene } from "./scenes";
import type { Company, Staff } from "./staff";

/** How many visits that are over have pictures, the latest first: as many as anybody looks at. */
const WITH_PHOTOS = 24;

type Done = { id: string; status: string; by: string; began: Date; ended: Date | null };

/** Faces of the team but for two, so that one sees how somebody without a picture stands. */
export async function showFaces(company: Company, staff: Staff): Promise<void> {
  const { transaction, organization, person } = company;
  const faces = await storePictures(company, PORTRAITS, person("admin"));
  for (const [index, portrait] of PORTRAITS.entries()) {
    await transaction`
      update public.bookable_resources set photo_file_id = ${faces.get(portrait.name)?.fileId ?? null}
      where org_id = ${organization} and id = ${staff.technicians[index] ?? null}`;
  }
}

/** Before and after of the latest finished visits, before alone where work goes on. */
export async function takePhotos(company: Company): Promise<void> {
  const { transaction, organization, person } = company;
  const scenes = [...BEFORE, ...AFTER, EQUIPMENT, FOUND];
  const pictures = await storePictures(company, scenes, person("tech1"));
  const visits = await transaction<Done[]>`
    select b.id, b.status, r.user_id as by, b.actual_start as began, b.actual_end as ended
    from public.bookings as b
    join public.booking_assignments as a on a.org_id = b.org_id and a.booking_id = b.id and a.role = 'lead'
    join public.bookable_resources as r on r.org_id = b.org_id and r.id = a.resource_id
    where b.org_id = ${organization} and b.actual_start is not null and r.user_id is not null
      and (b.outcome = 'done' or b.status in ('on_site', 'paused'))
    order by b.actual_start desc, b.id
    limit ${WITH_PHOTOS}`;
  const rows = visits.flatMap((visit, index) =>
    shotsOf(visit, index).flatMap(({ scene, category, at }) => {
      const picture = scene ? pictures.get(scene.name) : undefined;
      return picture ? [rowOf(company, visit, { picture, category, at })] : [];
    }),
  );
  await transaction`insert into public.field_photos ${transaction(rows)}`;
}

type Shot = { scene: Scene | undefined; category: string; at: Date };

function shotsOf({ began, ended }: Done, index: number): Shot[] {
  const after = (minutes: number) => new Date(began.getTime() + minutes * 60_000);
  const pair = index % BEFORE.length;
  const shots: Shot[] = [{ scene: BEFORE[pair], category: "before", at: after(3) }];
  if (index % 3 === 0) shots.push({ scene: FOUND, category: "problem", at: after(9) });
  if (index % 2 === 0) shots.push({ scene: EQUIPMENT, category: "equipment", at: after(11) });
  if (ended)
    shots.push({ scene: AFTER[pair], category: "after", at: new Date(ended.getTime() - 4 * 60_000) });
  return shots;
}

type Taken = { picture: StoredPicture; category: string; at: Date };

function rowOf({ organization }: Company, visit: Done, { picture, category, at }: Taken) {
  return {
    org_id: organization,
    id: crypto.randomUUID(),
    booking_id: visit.id,
    file_id: picture.fileId,
    category,
    taken_at: at,
    sha256: picture.sha256,
    created_by: visit.by,
    created_at: at,
  };
}

/** Names drawn with a finger, to stand under reports. */
export async function storeSignatures(company: Company): Promise<string[]> {
  const ink = await storePictures(company, SIGNATURES, company.person("tech1"));
  return SIGNATURES.flatMap(({ name }) => ink.get(name)?.fileId ?? []);
}
