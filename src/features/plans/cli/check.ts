import { Command } from "commander";
import { Refusal } from "#core/refusal.ts";
import { compilePlan } from "../rules/index.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { lacksToPublish } from "../rules/publishable.ts";
import { type WorkedExample, workExamples } from "../rules/work-example.ts";
import { sayOutcome, sayStep } from "../text/index.ts";
import { sayLack } from "../text.ts";
import { readPlans } from "./plan-files.ts";

/** `tongzhou plans check`: reads plan files, works their examples, and says what they lack before publication. */
export const plansCommand = (
  write: (text: string) => unknown = (text) => process.stdout.write(text),
): Command =>
  new Command("plans").description("保障计划").addCommand(
    new Command("check")
      .description(
        "检查计划文件：写法对不对，例子算出来对不对，还缺什么才能发布。不需要数据库，不保存任何数据",
      )
      .argument("<文件...>", "计划文件（.yaml）")
      .addHelpText("after", "\n例子：\n  tongzhou plans check plans/HN-INP-80/2025.1.yaml")
      .action(async (files: string[]) => {
        const problems: string[] = [];
        const plans = await readPlans(files, problems);
        if (problems.length > 0) throw new Refusal("invalid", "plan_files_wrong", { problems });
        write(`${plans.map(sayPlan).join("\n\n")}\n`);
        const wrong = plans.flatMap((plan) =>
          lacksToPublish(plan)
            .filter(({ code }) => code === "example_differs")
            .map((lack) => `${plan.code} ${plan.version} ${sayLack(lack)}`),
        );
        if (wrong.length > 0) throw new Refusal("invalid", "plan_examples_wrong", { problems: wrong });
      }),
  );

function sayPlan(plan: PlanDocument): string {
  const lacks = lacksToPublish(plan);
  const can =
    lacks.length === 0
      ? "可以发布"
      : `可以核算，还不能发布：\n${lacks.map((lack) => `  ${sayLack(lack)}`).join("\n")}`;
  const examples = workExamples(plan, compilePlan(plan));
  return [`${plan.code} ${plan.version} ${plan.name}：${can}`, ...examples.map(sayExample)].join("\n");
}

function sayExample({ example, worked, differs }: WorkedExample, place: number): string {
  const steps = worked.steps.map((step) => {
    const amount = step.amount === "" ? "" : ` → ${step.amount}`;
    return `    ${step.clause || "–"}　${sayStep(step)}　${step.formula}${amount}`;
  });
  const head = `\n${differs.length === 0 ? "对" : "错"}　例${place + 1} ${example.name}：${sayOutcome(worked)}`;
  return [head, ...steps].join("\n");
}
