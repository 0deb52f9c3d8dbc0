import type { ReactNode } from "react";
import { Form } from "#ui/forms/form.tsx";
import { Surface } from "#ui/page.tsx";
import type { ProblemError } from "#ui/problem.ts";
import type { PlanCheck } from "../contract.ts";
import {
  at,
  type Document,
  type Place,
  type Plain,
  placeOf,
  put,
  readTyped,
  type Schema,
  schemaAt,
  showTyped,
  unitOf,
} from "./document.ts";
import { DraftContext } from "./draft-document.ts";
import { SchemaField } from "./SchemaField.tsx";

/** The parts of a plan in the order in which people talk of them; clauses stand beside. */
const sections: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  { title: "基本", keys: ["name", "source", "valid_from", "valid_until", "period_months", "shares"] },
  { title: "会费", keys: ["prices"] },
  { title: "参加条件", keys: ["eligibility"] },
  { title: "等待和申领期限", keys: ["waiting", "waiting_waived_up_to_gap_days", "filing_days"] },
  { title: "互助金", keys: ["benefits", "cap_groups"] },
  { title: "材料和不予给付", keys: ["documents", "exclusions"] },
  { title: "例子", keys: ["examples"] },
];

type Props = {
  schema: Schema;
  document: Document;
  problems: PlanCheck["problems"];
  isDirty: boolean;
  problem: ProblemError | null | undefined;
  onChange: (document: Document) => void;
  onSave: () => void;
  children: ReactNode;
};

/** A draft as fields, drawn from the schema that judges it; each says what the server finds wrong with it. */
export function PlanForm(props: Props) {
  const { schema, document, problems, isDirty, problem, onChange, onSave, children } = props;
  const change = (place: Place, value: Plain | undefined) =>
    onChange(put(document, place, value) as Document);
  const listed = at(document, ["clauses"]);
  const clauses = (Array.isArray(listed) ? listed : []).flatMap((each) => {
    const name = at(each as Plain, ["clause"]);
    return typeof name === "string" ? [name] : [];
  });
  const faultsIn = (name: string) =>
    problems.filter(({ key }) => key === name || key.startsWith(`${name}.`)).length;
  const part = (key: string) => (
    <SchemaField
      key={key}
      schema={schema.properties?.[key] ?? {}}
      place={[key]}
      required={schema.required?.includes(key) ?? false}
    />
  );
  return (
    <DraftContext value={{ document, clauses, change, faultsIn }}>
      <div className="plan-form">
        <Form
          form={fieldsOf(schema, document, problems, isDirty, change)}
          guard
          problem={problem}
          onSubmit={onSave}
        >
          <div className="plan-columns">
            <div className="plan-terms">
              {sections.map(({ title, keys }) => (
                <Surface key={title} title={title}>
                  <div className={`plan-group ${keys.length === 1 ? "plan-alone" : ""}`}>
                    {keys.map(part)}
                  </div>
                </Surface>
              ))}
            </div>
            <div className="plan-beside">
              <Surface title="条款">
                <div className="plan-alone">{part("clauses")}</div>
              </Surface>
            </div>
          </div>
          {children}
        </Form>
      </div>
    </DraftContext>
  );
}

/** What the kit's fields ask of a form: their words by place, and what is wrong there. */
function fieldsOf(
  schema: Schema,
  document: Document,
  problems: PlanCheck["problems"],
  isDirty: boolean,
  change: (place: Place, value: Plain | undefined) => void,
) {
  const unitAt = (place: Place) =>
    unitOf(
      String(place.findLast((part) => typeof part === "string") ?? ""),
      schemaAt(schema, document, place)?.type,
    );
  const isList = (place: Place) => schemaAt(schema, document, place)?.type === "array";
  const read = (name: string): string => {
    const place = placeOf(name);
    const value = at(document, place);
    return Array.isArray(value) ? value.join("，") : showTyped(value, unitAt(place));
  };
  return {
    values: new Proxy({}, { get: (_, name) => (typeof name === "string" ? read(name) : undefined) }),
    isDirty,
    set: (name: string, typed: string) => {
      const place = placeOf(name);
      const isTruth = schemaAt(schema, document, place)?.type === "boolean";
      if (isList(place)) change(place, typed === "" ? undefined : typed.split(/[,，、\s]+/));
      else change(place, isTruth && typed !== "" ? typed === "true" : readTyped(typed, unitAt(place)));
    },
    check: () => undefined,
    checkAll: () => [], // a draft is saved with what is still wrong
    refuse: () => undefined,
    faultOf: (name: string) => problems.find(({ key }) => key === name)?.text,
    warningOf: () => undefined,
    reset: () => undefined,
  };
}
