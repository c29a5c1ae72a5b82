import type { ReservedSql, Sql } from "postgres";
import { loadBookings } from "./load-bookings";
import type { PlanningWorld } from "./load-bookings";
import { measure } from "./measure";
import type { Question } from "./measure";
import { report } from "./report";

const DAY_MS = 86_400_000;

/** From a midnight of the next weeks on; each turn begins another day, and asks for another place. */
function spanOf(turn: number, days: number): { from: string; to: string } {
  const midnight = new Date();
  midnight.setUTCHours(5, 0, 0, 0);
  const from = midnight.getTime() + DAY_MS * (1 + (turn % 20));
  return { from: new Date(from).toISOString(), to: new Date(from + DAY_MS * days).toISOString() };
}

function question(world: PlanningWorld, name: string, days: number, p95AllowedMs: number): Question {
  const property = (turn: number) => world.properties[turn % world.properties.length] ?? "";
  return {
    name,
    ask: (sql, turn) => {
      const payload = {
        ...spanOf(turn, days),
        service_type_id: world.serviceType,
        property_id: property(turn),
        limit: 20,
      };
      return sql`select public.find_available_slots(${sql.json(payload)})`;
    },
    // What no search can undercut: the same hours less what one range scan finds, nothing scored, nothing explained. It
    // is shown for comparison; what must hold are DESIGN's milliseconds.
    reference: (sql, turn) => {
      const { from, to } = spanOf(turn, days);
      return sql`
        with shifts as (
          select s.resource_id, range_agg(s.shift) as hours
          from private.resource_shifts(${world.organization}, ${world.technicians}::uuid[], ${from}, ${to}) as s
          group by s.resource_id
        ),
        busy as (
          select i.id, range_agg(tstzrange(lower(o.period) - interval '15 minutes', upper(o.period))) as periods
          from unnest(${world.technicians}::uuid[]) as i (id)
          join public.resource_occupancy as o
            on o.org_id = ${world.organization} and o.resource_id = i.id and o.period && tstzrange(${from}, ${to})
          group by i.id
        )
        select s.resource_id, free
        from shifts as s
        left join busy as b on b.id = s.resource_id
        cross join lateral unnest(s.hours - coalesce(b.periods, '{}')) as free
        where upper(free) - lower(free) >= interval '60 minutes'`;
    },
    p95AllowedMs,
  };
}

async function become(sql: ReservedSql, world: PlanningWorld): Promise<void> {
  const claims = { sub: world.owner, role: "authenticated", org_id: world.organization };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql`set local role authenticated`;
}

/** Free times of twenty technicians in a company of a hundred thousand visits, for a day and for a week. */
export async function benchSlots(sql: Sql): Promise<boolean> {
  console.log("Loading planned visits …");
  const world = await loadBookings(sql);
  const figures = [];
  for (const one of [
    question(world, "free times, a day", 1, 10),
    question(world, "free times, a week", 7, 25),
  ]) {
    figures.push(
      await measure(sql, one, (connection) => become(connection, world), { blocks: 5, turns: 60 }),
    );
  }
  return report("slots", figures, {
    visits: world.bookings,
    technicians: world.technicians.length,
  });
}
