import type { ReservedSql, Sql } from "postgres";

/** One figure of the benchmark: the same question asked under row level security and without it. */
export type Figure = {
  name: string;
  /** Milliseconds of one statement, seen from the client. */
  p50Ms: number;
  p95Ms: number;
  referenceP50Ms: number;
  referenceP95Ms: number;
  /** Median against median; above `ratioAllowed` (after 0.2 ms of grace) the figure fails. */
  ratio: number;
  ratioAllowed: number | null;
  p95AllowedMs: number | null;
  /** A mark out of a hundred in place of times, and what it must reach. */
  score?: { of100: number; least: number };
  passed: boolean;
};

export type Question = {
  name: string;
  /** Runs the question once; `turn` counts up so that a question can vary its arguments. */
  ask: (connection: ReservedSql, turn: number) => Promise<unknown>;
  /** The same question for the superuser, with the organization written into the statement. */
  reference: (connection: ReservedSql, turn: number) => Promise<unknown>;
  ratioAllowed?: number;
  p95AllowedMs?: number;
};

const GRACE_MS = 0.2;

/** The value below which a share (0 to 1) of values in ascending order lies; NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function time(run: (turn: number) => Promise<unknown>, turns: number): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const start = performance.now();
    await run(turn);
    taken.push(performance.now() - start);
  }
  return taken.toSorted((a, b) => a - b);
}

/**
 * Asks both sides in alternating blocks, so that whatever else the machine does meets both, and takes the median
 * of the blocks' percentiles.
 *
 * @param become puts a reserved connection into the caller's identity (inside an open transaction).
 */
export async function measure(
  sql: Sql,
  question: Question,
  become: (connection: ReservedSql) => Promise<void>,
  options: {
    blocks: number;
    turns: number;
    /** Where the other side is no superuser's, but another question of somebody. */
    becomeReference?: (connection: ReservedSql) => Promise<void>;
  },
): Promise<Figure> {
  const mine = await sql.reserve();
  const theirs = await sql.reserve();
  try {
    await mine`begin`;
    await become(mine);
    await theirs`begin`;
    await options.becomeReference?.(theirs);
    await time((turn) => question.ask(mine, turn), options.turns);
    await time((turn) => question.reference(theirs, turn), options.turns);
    const blocks: { p50: number; p95: number; referenceP50: number; referenceP95: number }[] = [];
    for (let block = 0; block < options.blocks; block += 1) {
      const asked = await time((turn) => question.ask(mine, turn), options.turns);
      const referred = await time((turn) => question.reference(theirs, turn), options.turns);
      blocks.push({
        p50: percentile(asked, 0.5),
        p95: percentile(asked, 0.95),
        referenceP50: percentile(referred, 0.5),
        referenceP95: percentile(referred, 0.95),
      });
    }
    await mine`rollback`;
    await theirs`rollback`;
    return judge(question, blocks);
  } finally {
    mine.release();
    theirs.release();
  }
}

function judge(
  question: Question,
  blocks: { p50: number; p95: number; referenceP50: number; referenceP95: number }[],
): Figure {
  const middle = (pick: (block: (typeof blocks)[number]) => number) =>
    percentile(
      blocks.map(pick).toSorted((a, b) => a - b),
      0.5,
    );
  const p50Ms = middle((block) => block.p50);
  const p95Ms = middle((block) => block.p95);
  const referenceP50Ms = middle((block) => block.referenceP50);
  const ratioAllowed = question.ratioAllowed ?? null;
  const p95AllowedMs = question.p95AllowedMs ?? null;
  return {
    name: question.name,
    p50Ms,
    p95Ms,
    referenceP50Ms,
    referenceP95Ms: middle((block) => block.referenceP95),
    ratio: p50Ms / referenceP50Ms,
    ratioAllowed,
    p95AllowedMs,
    passed:
      (ratioAllowed === null || p50Ms <= referenceP50Ms * ratioAllowed + GRACE_MS) &&
      (p95AllowedMs === null || p95Ms <= p95AllowedMs),
  };
}
