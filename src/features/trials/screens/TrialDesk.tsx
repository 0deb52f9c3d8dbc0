import { useEffect, useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { setQuery, useQueryState } from "#ui/router.tsx";
import { Bones, Empty, Loaded, PageBones, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { Chips } from "#ui/table/filters.tsx";
import type { TrialPlans } from "../contract.ts";
import type { Variant } from "../rules/variant.ts";
import { KeepDialog } from "./KeepDialog.tsx";
import { Compared, Segments } from "./Outcome.tsx";
import { type Terms, VariantForm } from "./VariantForm.tsx";
import { type OutcomeView, sayChange, sayPeople } from "./words.ts";
import "./trials.css";

type Plans = z.output<typeof TrialPlans>;
type Choice = { readonly plan: string; readonly version: string; readonly year: number };

/** Change terms on the left, see at once on the right what a year of claims would have come to. */
export function TrialDesk() {
  const plans = useGet<Plans>("/api/trials/plans");
  return (
    <Loaded from={plans} bones={<PageBones />}>
      {(reply) => <Choose plans={reply} />}
    </Loaded>
  );
}

function Choose({ plans }: { plans: Plans }) {
  const [plan] = useQueryState("plan");
  const [year] = useQueryState("year");
  const tried = plans.rows.filter((row) => row.years.length > 0);
  const chosen = tried.find((row) => `${row.code} ${row.version}` === plan) ?? tried[0];
  const inYear = chosen?.years.find((each) => String(each.year) === year) ?? chosen?.years[0];
  if (!chosen || !inYear) {
    return (
      <Page>
        <PageTitle title="还没有可以试算的申领" />
        <Surface>
          <Empty title="还没有人申领过互助金">有了一年的申领，就可以在上面试改过的条款。</Empty>
        </Surface>
      </Page>
    );
  }
  const choice = { plan: chosen.code, version: chosen.version, year: inYear.year };
  return (
    <Desk key={JSON.stringify(choice)} choice={choice} claims={inYear.claims}>
      <label>
        计划
        <select
          value={`${chosen.code} ${chosen.version}`}
          onChange={(event) => setQuery({ plan: event.target.value, year: "" })}
        >
          {tried.map((row) => (
            <option key={`${row.code} ${row.version}`} value={`${row.code} ${row.version}`}>
              {row.name}（{row.version}）
            </option>
          ))}
        </select>
      </label>
      <label>
        申领年度
        <select value={String(inYear.year)} onChange={(event) => setQuery({ year: event.target.value })}>
          {chosen.years.map((each) => (
            <option key={each.year} value={String(each.year)}>
              {each.year}年（{sayCount(each.claims)}件）
            </option>
          ))}
        </select>
      </label>
    </Desk>
  );
}

const ordinals = ["一", "二", "三", "四", "五"];
const fresh = (place: number): Variant => ({ name: `方案${ordinals[place]}`, terms: {}, tiers: {} });

function Desk({ choice, claims, children }: { choice: Choice; claims: number; children: React.ReactNode }) {
  const terms = useGet<Terms>("/api/trials/terms", { plan: choice.plan, version: choice.version });
  const [variants, setVariants] = useState<readonly Variant[]>([fresh(0)]);
  const [at, setAt] = useState(0);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, OutcomeView>>(new Map());
  const [isKeeping, setKeeping] = useState(false);
  const variant = variants[at] ?? fresh(0);
  const settled = useSettled(JSON.stringify(variant));
  const found = useGet<OutcomeView>("/api/trials/outcome", { ...choice, variant: settled });
  const { name } = variant;
  useEffect(() => {
    if (found.data && !found.isPlaceholderData) {
      const outcome = found.data;
      setOutcomes((known) => new Map(known).set(name, outcome));
    }
  }, [found.data, found.isPlaceholderData, name]);
  const tried = variants.flatMap((each) => {
    const outcome = outcomes.get(each.name);
    return outcome ? [{ name: each.name, outcome }] : [];
  });
  const change = (next: Variant) => setVariants(variants.map((each, n) => (n === at ? next : each)));
  const whole = found.data?.whole;
  return (
    <Page>
      <PageTitle
        title={
          whole &&
          `${name}：${choice.year}年的互助金${sayChange(whole.before, whole.after)}，${sayPeople(whole)}`
        }
        subtitle={`${sayCount(claims)}件申领按改过的条款重新核算，只是试算，什么都不会改变`}
      >
        <Button kind="primary" onClick={() => setKeeping(true)}>
          留存这次试算
        </Button>
      </PageTitle>
      <div className="trial-choice">{children}</div>
      <ProblemNote problem={found.error} />
      <div className="trial-desk">
        <Surface title="改条款">
          <div className="row">
            <Chips
              label="方案"
              options={variants.map(({ name: value }) => ({ value, label: value }))}
              value={name}
              choose={(chosen) => setAt(variants.findIndex((each) => each.name === chosen))}
            />
            {variants.length < ordinals.length && (
              <Button
                small
                onClick={() => {
                  setVariants([...variants, { ...variant, name: fresh(variants.length).name }]);
                  setAt(variants.length);
                }}
              >
                再加一个方案
              </Button>
            )}
          </div>
          <Loaded from={terms}>
            {(reply) => <VariantForm terms={reply} variant={variant} onChange={change} />}
          </Loaded>
        </Surface>
        <div className="trial-results">
          {found.data ? (
            <>
              <Compared tried={tried} />
              <Segments title={`${name}：谁多得，谁少得`} outcome={found.data} />
            </>
          ) : (
            <Surface>
              <Bones />
            </Surface>
          )}
        </div>
      </div>
      {isKeeping && <KeepDialog choice={choice} variants={variants} onClose={() => setKeeping(false)} />}
    </Page>
  );
}

/** The text once it has not changed for a moment: a slider sends a dozen values a second. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 80);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
