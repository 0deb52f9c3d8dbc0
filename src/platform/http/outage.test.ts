import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { outageCode } from "./problem.ts";

// What the database and its driver really throw, and not what we think they do.
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.ownerPool.query(
    "create table outage (id int primary key, n int not null); insert into outage values (1, 0), (2, 0)",
  );
});
afterAll(() => db.close());

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("a deadlock is somebody else in the way", async () => {
  const [one, two] = [await db.ownerPool.connect(), await db.ownerPool.connect()];
  for (const each of [one, two]) await each.query("begin; set local deadlock_timeout = '50ms'");
  await one.query("update outage set n = 1 where id = 1");
  await two.query("update outage set n = 1 where id = 2");
  const both = await Promise.all([
    thrownBy(one.query("update outage set n = 1 where id = 2").then(() => one.query("commit"))),
    thrownBy(two.query("update outage set n = 1 where id = 1").then(() => two.query("commit"))),
  ]);
  for (const each of [one, two]) {
    await each.query("rollback");
    each.release();
  }
  expect(both.map(outageCode).toSorted()).toEqual(["busy", undefined]);
});

test("a connection that is cut, or not got in time, is the database away", async () => {
  const cut = await db.ownerPool.connect();
  cut.on("error", () => undefined);
  const { rows } = await cut.query<{ pid: number }>("select pg_backend_pid() as pid");
  const waiting = thrownBy(cut.query("select pg_sleep(30)"));
  await db.ownerPool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  expect(outageCode(await waiting)).toBe("database_away");
  expect(outageCode(await thrownBy(cut.query("select 1")))).toBe("database_away");
  cut.release(true);

  const small = new pg.Pool({ ...db.ownerPool.options, max: 1, connectionTimeoutMillis: 3_000 });
  const held = await small.connect();
  expect(outageCode(await thrownBy(small.query("select 1")))).toBe("database_away");
  held.release();
  await small.end();
});

test("a fault of ours is none", async () => {
  expect(outageCode(await thrownBy(db.ownerPool.query("select nothing")))).toBeUndefined();
  expect(outageCode(new TypeError("x is undefined"))).toBeUndefined();
});
