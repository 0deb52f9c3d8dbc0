import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plansCommand } from "./check.ts";

async function run(...files: string[]): Promise<string> {
  let written = "";
  const command = plansCommand((text) => {
    written += text;
  });
  await command.parseAsync(["check", ...files], { from: "user" });
  return written;
}

test("tongzhou plans check says that a plan can go out, and shows each example with its steps", async () => {
  const said = await run("plans/HN-INP-80/2025.1.yaml");
  expect(said).toContain("HN-INP-80 2025.1 在职职工住院医疗互助保障：可以发布");
  expect(said.match(/^对　例/gm)).toHaveLength(25);
  expect(said).toContain("    第六条第1项　5,000元以内的部分，付50%　2,100.00 × 50% → 1,050.00");
});

test("tongzhou plans check says what a file without clauses lacks, and works it out all the same", async () => {
  const said = await run("tests/fixtures/claims/plans/NY-HZB-90.yaml");
  expect(said).toContain("可以核算，还不能发布：\n  缺少条款\n  缺少申领材料");
});

test("tongzhou plans check refuses files with problems, all named, and examples that do not come out", async () => {
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  const file = join(folder, "plan.yaml");
  const shipped = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
  try {
    writeFileSync(file, shipped.replace("rate_bp: 7000", "rate_bp: 70000"));
    await expect(run("plans/NY-HZB-90/2025.1.yaml", file)).rejects.toMatchObject({
      code: "plan_files_wrong",
      facts: { problems: [`${file}:30 benefits[0].tiers[2].rate_bp：超过上限（too_big）`] },
    });
    writeFileSync(file, shipped.replace("benefit_cents: 250001", "benefit_cents: 250000"));
    await expect(run(file)).rejects.toMatchObject({
      code: "plan_examples_wrong",
      facts: {
        problems: [
          "HN-INP-80 2025.1 例子“基数5,000.01元：多出的1分按60%，0.6分四舍五入”写的是给付2,500.00元，算出来是给付2,500.01元",
        ],
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
