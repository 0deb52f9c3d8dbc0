import { type ReactNode, useState } from "react";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { useFormState } from "#ui/forms/form.tsx";
import { keyTexts, valueTexts } from "../text/terms.ts";
import { at, nameOf, type Place, type Plain, type Schema, shapeOf, unitOf } from "./document.ts";
import { useDraftDocument } from "./draft-document.ts";

type Props = { schema: Schema; place: Place; required: boolean };

const days = ["valid_from", "valid_until", "from", "to", "date", "ended", "filed"];
const keyOf = (place: Place): string => String(place.findLast((part) => typeof part === "string") ?? "");
const wordOf = (key: string): string => keyTexts[key] ?? key;

/** One place of a plan file, drawn from the schema that judges it: a field, a group, a list or a choice of kinds. */
export function SchemaField({ schema, place, required }: Props) {
  const { document } = useDraftDocument();
  const value = at(document, place);
  if (schema.const !== undefined) return null;
  if (schema.oneOf || schema.properties) {
    if (!required && value === undefined) return <Add place={place} value={{}} />;
    return <Group schema={schema} place={place} required={required} />;
  }
  if (schema.additionalProperties) return <Named schema={schema.additionalProperties} place={place} />;
  if (schema.items?.enum) return <Several options={schema.items.enum} place={place} required={required} />;
  if (schema.items?.type === "string") return <Words place={place} required={required} />;
  if (schema.items) return <List schema={schema.items} place={place} />;
  return <Leaf schema={schema} place={place} required={required} />;
}

function Leaf({ schema, place, required }: Props) {
  const { clauses } = useDraftDocument();
  const key = keyOf(place);
  const unit = unitOf(key, schema.type);
  const words = { yuan: "（元）", percent: "（%）", number: "", text: "" }[unit];
  const field = { name: nameOf(place), label: `${wordOf(key)}${words}`, optional: !required };
  const choose = (values: readonly string[], say: (value: string) => string) => (
    <SelectField {...field} options={values.map((value) => ({ value, label: say(value) }))} />
  );
  if (schema.enum) return choose(schema.enum, (each) => valueTexts[key]?.[each] ?? each);
  if (schema.type === "boolean") return choose(["true", "false"], (each) => (each === "true" ? "是" : "否"));
  if (key === "clause" && place[0] !== "clauses" && clauses.length > 0)
    return choose(clauses, (each) => each);
  if (days.includes(key)) return <DateField {...field} />;
  if (key === "text") return <TextArea {...field} rows={4} />;
  return <TextField {...field} inputMode={unit === "text" ? "text" : "decimal"} autoComplete="off" />;
}

/** The parts of a group one beside the other; what is optional and not there can be added. */
function Group({ schema, place, required }: Props) {
  const { document } = useDraftDocument();
  const value = at(document, place);
  const shape = shapeOf(schema, value);
  const needed = shape.required ?? [];
  return (
    <fieldset className="plan-group" data-field={nameOf(place)}>
      {typeof place.at(-1) === "string" && (
        <legend>
          {wordOf(keyOf(place))}
          {!required && <Remove place={place} />}
        </legend>
      )}
      <Fault place={place} />
      {schema.oneOf && <Kinds schema={schema} place={place} />}
      {Object.entries(shape.properties ?? {})
        .filter(([key]) => !(schema.oneOf && key === "kind"))
        .map(([key, inner]) => (
          <SchemaField key={key} schema={inner} place={[...place, key]} required={needed.includes(key)} />
        ))}
    </fieldset>
  );
}

/** Which kind of benefit: the terms that follow are those of the kind. */
function Kinds({ schema, place }: { schema: Schema; place: Place }) {
  const kinds = schema.oneOf?.flatMap(({ properties }) => properties?.kind?.const ?? []) ?? [];
  const options = kinds.map((value) => ({ value, label: valueTexts.kind?.[value] ?? value }));
  return <SelectField name={nameOf([...place, "kind"])} label={wordOf("kind")} options={options} />;
}

function List({ schema, place }: { schema: Schema; place: Place }) {
  const { document } = useDraftDocument();
  const items = at(document, place);
  const count = Array.isArray(items) ? items.length : 0;
  const key = keyOf(place);
  return (
    <div className="plan-list" data-field={nameOf(place)}>
      <div className="plan-list-title">{wordOf(key)}</div>
      <Fault place={place} />
      {Array.from({ length: count }, (_, n) => {
        const item = [...place, n];
        const label = titleOf(at(document, item), n, key);
        return (
          <Fold key={nameOf(item)} title={label} place={item} isOpen={!["examples", "clauses"].includes(key)}>
            <SchemaField schema={schema} place={item} required />
          </Fold>
        );
      })}
      <Add place={[...place, count]} value={{}} />
    </div>
  );
}

function titleOf(item: Plain | undefined, n: number, key: string): string {
  const said = (part: string) => {
    const text = at(item, [part]);
    return typeof text === "string" ? text : "";
  };
  const titles: Readonly<Record<string, string>> = {
    clauses: `${said("clause")} ${said("title")}`,
    benefits: `${said("clause")} ${valueTexts.kind?.[said("kind")] ?? ""}`,
  };
  return (titles[key] ?? said("name")).trim() || `${wordOf(key)}第${n + 1}项`;
}

/** An item of a list; what is folded is not drawn, so that a plan with thirty examples stays quick. */
function Fold(props: { title: string; place: Place; isOpen: boolean; children: ReactNode }) {
  const { title, place, isOpen, children } = props;
  const { faultsIn } = useDraftDocument();
  const [open, setOpen] = useState(isOpen);
  const faults = faultsIn(nameOf(place));
  return (
    <div className="plan-item">
      <div className="row-apart">
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {title}
        </button>
        {faults > 0 && <span className="bad">{faults}处要改</span>}
        <Remove place={place} />
      </div>
      {open && children}
    </div>
  );
}

/** Values by a name of their own: the per cent of each grade, limits that several benefits share. */
function Named({ schema, place }: { schema: Schema; place: Place }) {
  const { document, change } = useDraftDocument();
  const [name, setName] = useState("");
  const known = Object.keys((at(document, place) ?? {}) as object);
  return (
    <div className="plan-list" data-field={nameOf(place)}>
      <div className="plan-list-title">{wordOf(keyOf(place))}</div>
      <Fault place={place} />
      {known.map((key) => (
        <div key={key} className="plan-item">
          {schema.properties && (
            <div className="row-apart">
              <strong>{key}</strong>
              <Remove place={[...place, key]} />
            </div>
          )}
          <SchemaField schema={schema} place={[...place, key]} required />
        </div>
      ))}
      <div className="row">
        <input
          className="plan-name"
          aria-label={`${wordOf(keyOf(place))}的编码`}
          placeholder="编码，例如 life 或 1"
          value={name}
          onChange={(event) => setName(event.target.value.trim())}
        />
        <Button
          small
          why={name === "" || known.includes(name) ? "先写一个没有用过的编码" : undefined}
          onClick={() => {
            change([...place, name], schema.properties ? {} : 0);
            setName("");
          }}
        >
          加上
        </Button>
      </div>
    </div>
  );
}

function Several({
  options,
  place,
  required,
}: {
  options: readonly string[];
  place: Place;
  required: boolean;
}) {
  const { document, change } = useDraftDocument();
  const key = keyOf(place);
  const chosen = at(document, place);
  const has = (option: string) => Array.isArray(chosen) && chosen.includes(option);
  const toggle = (option: string) => {
    const next = options.filter((each) => (each === option ? !has(each) : has(each)));
    change(place, next.length === 0 && !required ? undefined : next);
  };
  return (
    <fieldset className="field" data-field={nameOf(place)}>
      <legend>
        {wordOf(key)}
        {!required && <span className="field-optional">（选填）</span>}
      </legend>
      <div className="row">
        {options.map((option) => (
          <label key={option} className="plan-choice">
            <input type="checkbox" checked={has(option)} onChange={() => toggle(option)} />
            {valueTexts[key]?.[option] ?? option}
          </label>
        ))}
      </div>
      <Fault place={place} />
    </fieldset>
  );
}

const Words = ({ place, required }: { place: Place; required: boolean }) => (
  <TextField
    name={nameOf(place)}
    label={wordOf(keyOf(place))}
    hint="几个之间用逗号隔开"
    optional={!required}
    autoComplete="off"
  />
);

function Fault({ place }: { place: Place }) {
  const fault = useFormState().faultOf(nameOf(place));
  return fault && <div className="field-says bad">{fault}</div>;
}

function Add({ place, value }: { place: Place; value: Plain }) {
  const { change } = useDraftDocument();
  return (
    <div>
      <Button small onClick={() => change(place, value)}>
        加上{wordOf(keyOf(place))}
      </Button>
    </div>
  );
}

function Remove({ place }: { place: Place }) {
  const { change } = useDraftDocument();
  return (
    <button type="button" className="link" onClick={() => change(place, undefined)}>
      去掉
    </button>
  );
}
