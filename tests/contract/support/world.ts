import { randomUUID } from "node:crypto";
import type { Target } from "./target";

/** Two organizations that share one person under two names: a join that forgets the organization shows. */
export type World = {
  a: Org;
  b: Org;
  /** Member of both, called "Ann at A" and "Ann at B". */
  ann: string;
};
export type Org = { id: string; name: string; bob: string; parent: string; child: string };

export async function fillWorld(target: Target): Promise<World> {
  const ann = randomUUID();
  return { ann, a: await fillOrg(target, "A", ann), b: await fillOrg(target, "B", ann) };
}

async function fillOrg({ sql }: Target, name: string, ann: string): Promise<Org> {
  const org = { id: randomUUID(), name, bob: randomUUID(), parent: randomUUID(), child: randomUUID() };
  await sql`insert into contract_orgs ${sql({ id: org.id, name })}`;
  await sql`insert into contract_people ${sql([
    { org_id: org.id, user_id: ann, name: `Ann at ${name}` },
    { org_id: org.id, user_id: org.bob, name: `Bob at ${name}` },
  ])}`;
  await sql`insert into contract_tasks ${sql([
    task(org.id, org.parent, `parent ${name}`, 1, { assigned_to: ann, created_by: org.bob }),
    task(org.id, org.child, `child ${name}`, 2, {
      assigned_to: org.bob,
      created_by: ann,
      parent_id: org.parent,
    }),
  ])}`;
  const label = randomUUID();
  await sql`insert into contract_labels ${sql({ org_id: org.id, id: label, name: `label ${name}` })}`;
  await sql`insert into contract_task_labels ${sql({ org_id: org.id, task_id: org.parent, label_id: label })}`;
  await sql`insert into contract_comments ${sql([
    { org_id: org.id, task_id: org.parent, body: `first on parent ${name}` },
    { org_id: org.id, task_id: org.parent, body: `second on parent ${name}` },
  ])}`;
  await sql`insert into contract_events ${sql([
    { org_id: org.id, task_id: org.parent, at: "2026-05-01T10:00:00Z", what: `opened ${name}` },
  ])}`;
  return org;
}

function task(
  orgId: string,
  id: string,
  title: string,
  number: number,
  links: { assigned_to: string; created_by: string; parent_id?: string },
) {
  return { org_id: orgId, id, title, number, parent_id: null, ...links };
}
