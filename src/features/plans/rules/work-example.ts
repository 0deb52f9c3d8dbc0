import type { Plan } from "./compile-plan.ts";
import { type Example, exampleCover, exampleEvent } from "./example.ts";
import { workOutInOrder } from "./in-order.ts";
import type { PlanDocument } from "./plan-document.ts";
import type { WorkedOut } from "./worked-out.ts";

/** An example with what came out, and in what that differs from what it expects. */
export type WorkedExample = {
  readonly example: Example;
  readonly worked: WorkedOut;
  readonly differs: readonly ("decision" | "reason" | "benefit" | "lines")[];
};

/** Works the examples of a plan version by the same engine that works claims. */
export const workExamples = (document: PlanDocument, plan: Plan): WorkedExample[] =>
  (document.examples ?? []).map((example) => {
    const cover = exampleCover(example.cover, document.period_months);
    const claims = [...(example.before ?? []), example.event].map((event) => ({
      coverKey: "",
      plan,
      cover,
      event: exampleEvent(event),
    }));
    const worked = workOutInOrder(claims).at(-1) as WorkedOut;
    return { example, worked, differs: differences(example, worked) };
  });

function differences({ expect }: Example, worked: WorkedOut): WorkedExample["differs"] {
  const lines = Object.fromEntries(worked.lines.map(({ benefit, cents }) => [benefit, Number(cents)]));
  const expected = Object.entries(expect.lines ?? lines);
  const isSame =
    expected.length === worked.lines.length && expected.every(([benefit, cents]) => lines[benefit] === cents);
  return [
    ...(worked.decision === expect.decision ? [] : (["decision"] as const)),
    ...(worked.reason === expect.reason ? [] : (["reason"] as const)),
    ...(worked.benefit === BigInt(expect.benefit_cents) ? [] : (["benefit"] as const)),
    ...(isSame ? [] : (["lines"] as const)),
  ];
}
