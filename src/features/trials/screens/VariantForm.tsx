import type { z } from "zod";
import { Button } from "#ui/Button.tsx";
import type { TrialTerms } from "../contract.ts";
import type { Variant } from "../rules/variant.ts";
import { termName } from "../text.ts";
import { TermLine } from "./TermLine.tsx";

export type Terms = z.output<typeof TrialTerms>;
type Tier = {
  readonly above_cents: number;
  readonly to_cents?: number | undefined;
  readonly rate_bp: number;
};
type Step = { readonly throughDay: number; readonly factorBp: number };

type Props = { terms: Terms; variant: Variant; onChange: (variant: Variant) => void };

const unitOf = (place: string) =>
  place.endsWith("_cents") || place.startsWith("cap_groups") ? "yuan" : "days";

/** The terms of a plan with sliders. What is left as published is no part of the variant. */
export function VariantForm({ terms, variant, onChange }: Props) {
  const setTerm = (place: string, published: number | null) => (value: number | null) => {
    const { [place]: _, ...others } = variant.terms;
    onChange({ ...variant, terms: value === published ? others : { ...others, [place]: value } });
  };
  const standing = (place: string, published: number | null) =>
    place in variant.terms ? (variant.terms[place] ?? null) : published;
  const line = (place: string, published: number | null, mayBeNone: boolean) => (
    <TermLine
      key={place}
      label={termName(place)}
      unit={unitOf(place)}
      value={standing(place, published)}
      published={published}
      onChange={setTerm(place, published)}
      mayBeNone={mayBeNone}
    />
  );
  return (
    <>
      {terms.benefits.map((benefit) => (
        <fieldset key={benefit.code} className="terms">
          <legend>
            {benefit.clause}
            <span className="quiet"> {kindNames[benefit.kind]}</span>
          </legend>
          {benefit.terms.map(({ place, value }) => line(place, value, /cap_|max_/.test(place)))}
          {benefit.tiers && (
            <Tiers
              published={benefit.tiers}
              tiers={variant.tiers[benefit.code] ?? benefit.tiers}
              onChange={(tiers) => onChange(withTiers(variant, benefit.code, tiers, benefit.tiers ?? []))}
            />
          )}
        </fieldset>
      ))}
      <fieldset className="terms">
        <legend>全计划</legend>
        {terms.groups.map(({ place, value }) => line(place, value, false))}
        {line("filing_days", terms.filingDays, true)}
        <Waiting
          steps={(variant.waiting ?? terms.waiting).map(stepOf)}
          onChange={(steps) => onChange({ ...variant, waiting: steps.map(waitingOf) })}
        />
      </fieldset>
    </>
  );
}

const kindNames = {
  reimbursement: "按比例",
  allowance: "津贴",
  lump_sum: "定额",
  disability: "伤残",
  death: "身故",
} as const;

const stepOf = (step: { through_day: number; factor_bp: number }): Step => ({
  throughDay: step.through_day,
  factorBp: step.factor_bp,
});
const waitingOf = (step: Step) => ({ through_day: step.throughDay, factor_bp: step.factorBp });

function withTiers(
  variant: Variant,
  code: string,
  tiers: readonly Tier[],
  published: readonly Tier[],
): Variant {
  const { [code]: _, ...others } = variant.tiers;
  const isSame = JSON.stringify(tiers) === JSON.stringify(published);
  return { ...variant, tiers: isSame ? others : { ...others, [code]: [...tiers] } };
}

/** Each tier ends where the next begins: moving an edge moves both. */
function Tiers({
  tiers,
  published,
  onChange,
}: {
  tiers: readonly Tier[];
  published: readonly Tier[];
  onChange: (tiers: readonly Tier[]) => void;
}) {
  const setRate = (at: number) => (rate: number | null) =>
    onChange(tiers.map((tier, n) => (n === at ? { ...tier, rate_bp: Math.min(10_000, rate ?? 0) } : tier)));
  const setEdge = (at: number) => (edge: number | null) =>
    onChange(
      tiers.map((tier, n) =>
        n === at
          ? { ...tier, to_cents: edge ?? 0 }
          : n === at + 1
            ? { ...tier, above_cents: edge ?? 0 }
            : tier,
      ),
    );
  const add = () => {
    const last = tiers.at(-1);
    if (!last) return;
    const edge = Math.max(1_000_000, last.above_cents * 2);
    onChange([
      ...tiers.slice(0, -1),
      { ...last, to_cents: edge },
      { above_cents: edge, rate_bp: last.rate_bp },
    ]);
  };
  const drop = () => {
    const { to_cents: _, ...last } = tiers.at(-2) as Tier;
    onChange([...tiers.slice(0, -2), last]);
  };
  return (
    <>
      {tiers.map((tier, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers are known by their place.
        <div key={at} className="tier">
          <TermLine
            label={`第${at + 1}段比例`}
            unit="percent"
            value={tier.rate_bp}
            published={published[at]?.rate_bp ?? tier.rate_bp}
            onChange={setRate(at)}
          />
          {tier.to_cents !== undefined && (
            <TermLine
              label={`第${at + 1}段到`}
              unit="yuan"
              value={tier.to_cents}
              published={published[at]?.to_cents ?? tier.to_cents}
              onChange={setEdge(at)}
            />
          )}
        </div>
      ))}
      <div className="row">
        <Button small onClick={add}>
          加一段
        </Button>
        {tiers.length > 1 && (
          <Button small onClick={drop}>
            去掉最后一段
          </Button>
        )}
      </div>
    </>
  );
}

function Waiting({
  steps,
  onChange,
}: {
  steps: readonly Step[];
  onChange: (steps: readonly Step[]) => void;
}) {
  const set = (at: number, change: Partial<Step>) =>
    onChange(steps.map((step, n) => (n === at ? { ...step, ...change } : step)));
  return (
    <>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place.
        <div key={at} className="tier">
          <TermLine
            label={`等待到第几天`}
            unit="days"
            value={step.throughDay}
            published={step.throughDay}
            onChange={(day) => set(at, { throughDay: Math.max(1, day ?? 1) })}
          />
          <TermLine
            label="这些天里给付"
            unit="percent"
            value={step.factorBp}
            published={step.factorBp}
            onChange={(bp) => set(at, { factorBp: Math.min(10_000, bp ?? 0) })}
          />
        </div>
      ))}
      <div className="row">
        <Button
          small
          onClick={() =>
            onChange([...steps, { throughDay: (steps.at(-1)?.throughDay ?? 0) + 30, factorBp: 5_000 }])
          }
        >
          {steps.length === 0 ? "设等待期" : "加一段等待"}
        </Button>
        {steps.length > 0 && (
          <Button small onClick={() => onChange(steps.slice(0, -1))}>
            {steps.length === 1 ? "不设等待期" : "去掉最后一段等待"}
          </Button>
        )}
      </div>
    </>
  );
}
