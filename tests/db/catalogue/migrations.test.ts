import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inject, afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyMigrations, rollBackTo } from "@/scripts/stack/migrations";
import { ownerUrl } from "../../support/cluster";
import { openDatabase } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import { fingerprint } from "./fingerprint";

const folders = {
  migrations: path.resolve("supabase/migrations"),
  rollbacks: path.resolve("supabase/rollbacks"),
};
const files = readdirSync(folders.migrations).sort();
const read = (file: string): string => readFileSync(path.join(folders.migrations, file), "utf8");

/** Without comments, strings and function bodies: what is left are statements. */
const statements = (text: string): string =>
  text
    .replaceAll(/(\$[a-z_]*\$)[\s\S]*?\1/g, "''")
    .replaceAll(/--[^\n]*/g, "")
    .replaceAll(/'(?:[^']|'')*'/g, "''");

describe("migration files", () => {
  it("are named by time, verb and noun, no two at the same time", () => {
    expect(files.filter((file) => !/^\d{14}_[a-z]+(_[a-z0-9]+)+\.sql$/.test(file))).toEqual([]);
    expect(new Set(files.map((file) => file.slice(0, 14))).size).toBe(files.length);
  });

  it("open with a comment that says why", () => {
    const bare = files.filter((file) => !/^(-- callout: no transaction\n)?-- \S.{20,}/.test(read(file)));
    expect(bare).toEqual([]);
  });

  it("are lower case", () => {
    const shouting = files.filter((file) =>
      /\b(CREATE|ALTER|SELECT|GRANT|REVOKE|INSERT|UPDATE|DELETE|TABLE|POLICY)\b/.test(statements(read(file))),
    );
    expect(shouting).toEqual([]);
  });

  it("name the schema of everything they create or change", () => {
    const bare = files.flatMap((file) =>
      [
        ...statements(read(file)).matchAll(
          /\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|view|function|domain|type|sequence)\s+(?:if\s+(?:not\s+)?exists\s+)?([a-z_0-9"]+)(?![a-z_0-9".])/g,
        ),
      ].map((match) => `${file}: ${match[1]}`),
    );
    expect(bare).toEqual([]);
  });

  it("marked as without transaction hold exactly one concurrent statement, and only they do", () => {
    const wrong = files.filter((file) => {
      const text = statements(read(file));
      const isMarked = read(file).startsWith("-- callout: no transaction\n");
      const count = text.split(";").filter((part) => part.trim() !== "").length;
      return isMarked ? !(count === 1 && /\bconcurrently\b/.test(text)) : /\bconcurrently\b/.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it("have a rollback script each", () => {
    expect(files.filter((file) => !existsSync(path.join(folders.rollbacks, file)))).toEqual([]);
    expect(readdirSync(folders.rollbacks).filter((file) => !files.includes(file))).toEqual([]);
  });

  it("never grant all, and never to public", () => {
    const generous = files.filter((file) =>
      /\bgrant\s+all\b|\bto\s+public\b(?!\.)/.test(statements(read(file))),
    );
    expect(generous).toEqual([]);
  });
});

describe("up, down and up again", () => {
  let database: TestDatabase;
  let owner: string;

  beforeAll(async () => {
    database = await openDatabase();
    owner = ownerUrl(inject("cluster"), database.name);
  });

  afterAll(async () => {
    await database.close();
  });

  it("leaves nothing of ours below and the same schema above", async () => {
    const before = await fingerprint(database.sql);
    await rollBackTo(owner, folders, "0");
    expect(await fingerprint(database.sql)).toEqual([]);
    await applyMigrations(owner, folders.migrations);
    expect(await fingerprint(database.sql)).toEqual(before);
  });
});
