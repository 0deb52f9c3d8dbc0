import type { z } from "zod";
import { parseMonth } from "#core/dates.ts";
import { address } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { MonthField } from "#ui/forms/dates.tsx";
import { Field, useFieldValue } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { navigate } from "#ui/router.tsx";
import type { FreeQueryChoices } from "../contract.ts";
import { groupsOf, mostMeasures } from "../rules/free-query.ts";
import { type Group, groupNames, type MeasureCode, measureOf, themes } from "../rules/measures.ts";
import { type Asked, queryOf } from "./asked.ts";

type Choices = z.output<typeof FreeQueryChoices>;
type Written = {
  readonly measures: readonly MeasureCode[];
  readonly first: Group | "";
  readonly second: Group | "";
  readonly from: string;
  readonly until: string;
  readonly county: string;
  readonly industry: string;
  readonly plan: string;
};

/** What is wrong with what is ticked and chosen, before the server is asked: the same rules, at their fields. */
function faultsOf({ measures, first, second, from, until, plan }: Written) {
  const unable = (group: Group | "") =>
    measures.find((code) => group !== "" && !measureOf(code).groups.includes(group));
  const says = (group: Group | "") => {
    const code = unable(group);
    return code && group !== "" ? `“${measureOf(code).name}”不能按${groupNames[group]}分` : undefined;
  };
  const planless =
    plan === "" ? undefined : measures.find((code) => !measureOf(code).groups.includes("plan"));
  const [one, two] = [says(first), second !== "" && second === first ? "两项要不同" : says(second)];
  return {
    ...(measures.length === 0 && { measures: "请至少勾选一项" }),
    ...(measures.length > mostMeasures && { measures: `一次最多${mostMeasures}项` }),
    ...(one && { first: one }),
    ...(two && { second: two }),
    ...(!parseMonth(from) && { from: "请填月份，例如2025-02" }),
    ...(!parseMonth(until) && { until: "请填月份，例如2025-02" }),
    ...(parseMonth(from) && parseMonth(until) && from > until && { until: "不能早于开始的月份" }),
    ...(planless && { plan: `“${measureOf(planless).name}”不分计划` }),
  };
}

/** Ticks measures, chooses groups, months and filters; asking writes the address. */
export function AskForm({ known, asked }: { known: Choices; asked: Asked }) {
  const { measures, groups, ...rest } = asked;
  const initial: Written = { ...rest, measures, first: groups[0] ?? "", second: groups[1] ?? "" };
  const form = useForm<Written>({ initial, check: faultsOf });
  const { values } = form;
  const possible = groupsOf(values.measures);
  const ask = () => {
    const { first, second, ...others } = values;
    const by = [first, second].filter((group): group is Group => group !== "");
    navigate(address("/reports/query", queryOf({ ...others, groups: by })));
  };
  const toggle = (code: MeasureCode) =>
    form.set(
      "measures",
      values.measures.includes(code)
        ? values.measures.filter((each) => each !== code)
        : [...values.measures, code],
    );
  // What cannot be chosen any more stays in sight while it is chosen: its fault is said beneath.
  const groupOptions = (chosen: Group | "") =>
    known.groups
      .filter(({ code }) => possible.includes(code) || code === chosen)
      .map(({ code, name }) => ({ value: code, label: name }));
  return (
    <div className="query-form">
      <Form form={form} onSubmit={ask}>
        <Ticks known={known} chosen={values.measures} toggle={toggle} fault={form.faultOf("measures")} />
        <div className="query-fields">
          <Choose name="first" label="按什么分" none="不分，只看合计" options={groupOptions(values.first)} />
          <Choose name="second" label="再按什么分" none="不再分" options={groupOptions(values.second)} />
          <MonthField name="from" label="从" />
          <MonthField name="until" label="到" />
          {known.counties.length > 1 && (
            <Choose name="county" label="县区（产业）" none="全部" options={known.counties} />
          )}
          <Choose name="industry" label="行业" none="全部" options={known.industries} />
          <Choose name="plan" label="计划" none="全部" options={known.plans} />
          <div className="query-ask">
            <Button kind="primary" type="submit">
              查询
            </Button>
          </div>
        </div>
      </Form>
    </div>
  );
}

type TickProps = {
  known: Choices;
  chosen: readonly MeasureCode[];
  toggle: (code: MeasureCode) => void;
  fault: string | undefined;
};

/** All measures by what they are about; what one counts is said where the pointer rests, and beneath the answer. */
function Ticks({ known, chosen, toggle, fault }: TickProps) {
  return (
    <div className="query-ticks" data-field="measures">
      {themes.map((theme) => (
        <fieldset key={theme}>
          <legend>{theme}</legend>
          {known.measures
            .filter((measure) => measure.theme === theme)
            .map(({ code, name, definition }) => (
              <label key={code} title={definition}>
                <input
                  type="checkbox"
                  name={code}
                  checked={chosen.includes(code)}
                  onChange={() => toggle(code)}
                />
                {name}
              </label>
            ))}
        </fieldset>
      ))}
      {fault && <div className="field-says bad">{fault}</div>}
    </div>
  );
}

type ChooseProps = {
  name: string;
  label: string;
  /** What is said where nothing is chosen. */
  none: string;
  options: readonly { readonly value: string; readonly label: string }[];
};

/** The browser's own select: a phone shows it as it is used to. */
function Choose({ name, label, none, options }: ChooseProps) {
  const { value, set, check } = useFieldValue(name);
  return (
    <Field name={name} label={label}>
      {({ id, ...parts }) => (
        <select
          id={id}
          name={name}
          className="query-select"
          aria-invalid={parts["aria-invalid"]}
          aria-describedby={parts["aria-describedby"]}
          value={value}
          onChange={(event) => {
            set(event.target.value);
            check();
          }}
        >
          <option value="">{none}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
