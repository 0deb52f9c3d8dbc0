import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishPlan } from "#features/plans/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { publishShippedPlans } from "./commands/publish-plans.ts";

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.close());

const shipped = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
const publish = (text: string) =>
  writing(db.pool, systemActor("test", 0), (ctx) => publishPlan(ctx, text, "plan.yaml"));
const held = async () => {
  const { rows } = await db.ownerPool.query(
    "select document, file_text from plan_version where plan_code = 'HN-INP-80' and version = '2025.1'",
  );
  return rows[0];
};
const events = async () => {
  const { rows } = await db.ownerPool.query(
    "select event from audit_line where event like 'plan.%' order by at, event",
  );
  return rows.map(({ event }) => event);
};

test("a start publishes the plans that come with the program, once", async () => {
  expect((await publishShippedPlans(db.pool)).map(({ code }) => code)).toHaveLength(6);
  expect((await held()).file_text).toBe(shipped);
  await publishShippedPlans(db.pool);
  expect(await events()).toEqual(Array(6).fill("plan.published"));
});

test("a version published before versions had clauses is completed by the shipped one, which decides the same", async () => {
  await publishShippedPlans(db.pool);
  await db.ownerPool.query(`update plan_version set sha256 = 'old', file_text = null,
    document = document - 'clauses' - 'documents' - 'exclusions' - 'examples' where plan_code = 'HN-INP-80'`);
  await publishShippedPlans(db.pool);
  expect((await held()).document.clauses).toHaveLength(14);
  expect((await held()).file_text).toBe(shipped);
  expect((await events()).filter((event) => event === "plan.completed")).toHaveLength(1);
});

test("a version that the province published otherwise stays as it is, and the start goes on", async () => {
  const own = shipped.replace("source: 示例条款", "source: 省办事处文件");
  await publish(own);
  expect(await publishShippedPlans(db.pool)).toHaveLength(6);
  expect((await held()).file_text).toBe(own);
  await expect(publish(shipped)).rejects.toMatchObject({ code: "plan_version_published_differently" });
});

test("an older version without clauses that decides otherwise is not completed", async () => {
  await publishShippedPlans(db.pool);
  await db.ownerPool.query(`update plan_version set sha256 = 'old', document = jsonb_set(document, '{filing_days,value}', '180')
    - 'clauses' - 'documents' - 'exclusions' - 'examples' where plan_code = 'HN-INP-80'`);
  await publishShippedPlans(db.pool);
  expect((await held()).document.clauses).toBeUndefined();
});

test("a file that lacks something, or whose examples do not come out, is not published", async () => {
  const bare = readFileSync("tests/fixtures/claims/plans/NY-HZB-90.yaml", "utf8");
  await expect(publish(bare)).rejects.toMatchObject({
    code: "plan_not_ready",
    facts: { problems: ["缺少条款", "缺少申领材料", "缺少不予给付的情形", "缺少例子"] },
  });
  await expect(
    publish(shipped.replace("benefit_cents: 250001", "benefit_cents: 250000")),
  ).rejects.toMatchObject({
    code: "plan_not_ready",
    facts: { problems: [expect.stringContaining("算出来是给付2,500.01元")] },
  });
  expect(await held()).toBeUndefined();
});
