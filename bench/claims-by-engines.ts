import { type Almanac, Engine } from "json-rules-engine";
import type { Answer, Case } from "./claims.ts";

type Work = (of: Case) => Promise<Answer>;

const tiers =
  "min([$.x, 500000]) * 0.5 + max([0, min([$.x, 2000000]) - 500000]) * 0.6 + max([0, $.x - 2000000]) * 0.7";
/** The plan as a chain of ZEN expressions; reasons in the order in which the first is named. */
const expressions: readonly (readonly [string, string])[] = [
  ["x", "max([0, inScope - fundPay - deductiblePaid])"],
  ["amount", `floor(${tiers} + 0.5)`],
  ["left", "max([0, 3000000 - used])"],
  ["borne", "max([0, total - fundPay - otherPay])"],
  ["paid", "min([$.amount, $.left, $.borne])"],
  ["waits", "cause == 'illness' and not (gap >= 0 and gap <= 30) and day <= 30"],
  [
    "reason",
    "abs(total - outOfScope - preSelfPay - inScope) > 1 ? 'settlement_inconsistent' : day < 1 or daysLeft < 1 ? 'not_covered' : " +
      "filedAfter > 365 ? 'filed_too_late' : $.waits ? 'waiting_period' : kind != 'inpatient' ? 'event_not_insured' : " +
      "isBillUsed ? 'bill_already_used' : $.amount > 0 and $.left == 0 ? 'cap_reached' : $.paid == 0 ? 'nothing_payable' : ''",
  ],
  ["benefit", "$.reason == '' ? $.paid : 0"],
];

/** @gorules/zen-engine, where its binary exists for this machine. */
export async function zenEngine(): Promise<Work | undefined> {
  const zen = await import("@gorules/zen-engine").catch(() => undefined);
  if (!zen) return undefined;
  const decision = new zen.ZenEngine().createDecision({
    nodes: [
      { id: "in", type: "inputNode", name: "in" },
      {
        id: "plan",
        type: "expressionNode",
        name: "plan",
        content: { expressions: expressions.map(([key, value]) => ({ id: key, key, value })) },
      },
      { id: "out", type: "outputNode", name: "out" },
    ],
    edges: [
      { id: "a", type: "edge", sourceId: "in", targetId: "plan" },
      { id: "b", type: "edge", sourceId: "plan", targetId: "out" },
    ],
  });
  return async ({ flat }) => {
    const { result } = await decision.evaluate(flat);
    return { reason: result.reason, benefit: Number(result.benefit) };
  };
}

/** json-rules-engine decides; it has no arithmetic of its own, so amounts are facts that it asks a function for. */
export function jsonRulesEngine(): Work {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const amountOf = (name: string, of: (get: (fact: string) => Promise<number>) => Promise<number>) =>
    engine.addFact(name, (_params: unknown, almanac: Almanac) =>
      of((fact) => almanac.factValue<number>(fact)),
    );
  amountOf("x", async (get) =>
    Math.max(0, (await get("inScope")) - (await get("fundPay")) - (await get("deductiblePaid"))),
  );
  amountOf("amount", async (get) => {
    const x = await get("x");
    const gross = Math.min(x, 500_000) * 0.5 + Math.max(0, Math.min(x, 2_000_000) - 500_000) * 0.6;
    return Math.floor(gross + Math.max(0, x - 2_000_000) * 0.7 + 0.5);
  });
  amountOf("left", async (get) => Math.max(0, 3_000_000 - (await get("used"))));
  amountOf("paid", async (get) =>
    Math.min(
      await get("amount"),
      await get("left"),
      Math.max(0, (await get("total")) - (await get("fundPay")) - (await get("otherPay"))),
    ),
  );
  amountOf("gapInSum", async (get) =>
    Math.abs(
      (await get("total")) - (await get("outOfScope")) - (await get("preSelfPay")) - (await get("inScope")),
    ),
  );
  const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
  const reasons = [
    ["settlement_inconsistent", { all: [is("gapInSum", "greaterThan", 1)] }],
    ["not_covered", { any: [is("day", "lessThan", 1), is("daysLeft", "lessThan", 1)] }],
    ["filed_too_late", { all: [is("filedAfter", "greaterThan", 365)] }],
    [
      "waiting_period",
      {
        all: [
          is("cause", "equal", "illness"),
          is("day", "lessThanInclusive", 30),
          { any: [is("gap", "lessThan", 0), is("gap", "greaterThan", 30)] },
        ],
      },
    ],
    ["event_not_insured", { all: [is("kind", "notEqual", "inpatient")] }],
    ["bill_already_used", { all: [is("isBillUsed", "equal", true)] }],
    ["cap_reached", { all: [is("amount", "greaterThan", 0), is("left", "equal", 0)] }],
    ["nothing_payable", { all: [is("paid", "equal", 0)] }],
  ] as const;
  // A higher priority runs first, and the first that holds stops the rest.
  for (const [place, [type, conditions]] of reasons.entries()) {
    engine.addRule({
      conditions: JSON.parse(JSON.stringify(conditions)),
      event: { type },
      priority: 100 - place,
      onSuccess: () => {
        engine.stop();
      },
    });
  }
  return async ({ flat }) => {
    const { events, almanac } = await engine.run({ ...flat });
    const reason = events[0]?.type ?? "";
    return { reason, benefit: reason === "" ? await almanac.factValue<number>("paid") : 0 };
  };
}
