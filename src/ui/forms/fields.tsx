import { type InputProps as AntInputProps, Checkbox, Input, Radio } from "antd";
import { type ReactNode, useId } from "react";
import { capitals } from "#core/capitals.ts";
import { parseYuan, yuan } from "#core/money.ts";
import { later } from "../later.tsx";
import type { SelectPartProps } from "./AntSelect.tsx";
import { useFormState } from "./form.tsx";
import type { Choice, FieldParts } from "./parts.ts";

export type FieldProps = {
  name: string;
  label: string;
  /** Under the label's field: what is wanted, before one has to ask. */
  hint?: ReactNode;
  optional?: boolean;
};

type FrameProps = FieldProps & {
  /** Gets what ties the field to its words for screen readers. */
  children: (field: FieldParts) => ReactNode;
  /** Said under the field while nothing is wrong: the capitals of an amount. */
  says?: ReactNode;
};

/** Label above, hint under it, what is wrong (red) or odd (yellow) where it is. */
export function Field({ name, label, hint, optional, says, children }: FrameProps) {
  const form = useFormState();
  const id = useId();
  const fault = form.faultOf(name);
  const warning = fault ? undefined : form.warningOf(name);
  return (
    <div className="field" data-field={name}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="field-optional">（选填）</span>}
      </label>
      {children({
        id,
        name,
        status: fault ? "error" : warning ? "warning" : "",
        "aria-invalid": Boolean(fault),
        "aria-describedby": `${id}-says`,
        "aria-required": !optional,
      })}
      <div id={`${id}-says`}>
        {fault && <div className="field-says bad">{fault}</div>}
        {warning && <div className="field-says wait">{warning}</div>}
        {!fault && !warning && says && <div className="field-says">{says}</div>}
        {hint && <div className="field-hint">{hint}</div>}
      </div>
    </div>
  );
}

type InputProps = FieldProps &
  Pick<AntInputProps, "type" | "autoComplete" | "inputMode" | "placeholder" | "maxLength" | "autoFocus">;

export function useFieldValue(name: string) {
  const form = useFormState();
  return {
    value: String(form.values[name] ?? ""),
    set: (value: string) => form.set(name, value),
    // A moment later: words that appear under the field must not move the button one is about to press.
    check: () => void setTimeout(() => form.check(name), 150),
  };
}

export function TextField({ name, label, hint, optional, ...rest }: InputProps) {
  const { value, set, check } = useFieldValue(name);
  return (
    <Field name={name} label={label} hint={hint} {...(optional && { optional })}>
      {(parts) => (
        <Input {...rest} {...parts} value={value} onChange={(e) => set(e.target.value)} onBlur={check} />
      )}
    </Field>
  );
}

export function TextArea({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  const { value, set, check } = useFieldValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <Input.TextArea
          {...parts}
          rows={rows}
          value={value}
          onChange={(e) => set(e.target.value)}
          onBlur={check}
        />
      )}
    </Field>
  );
}

const withCommas = (text: string) => {
  const [whole = "", ...fraction] = text.replaceAll(/[,，\s]/g, "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction.length ? `${grouped}.${fraction.join("")}` : grouped;
};

/** Money: commas while typing, kept as "1234.50" (never a float); in capitals beneath from 10,000 yuan. */
export function MoneyField(props: FieldProps) {
  const { value, set, check } = useFieldValue(props.name);
  const amount = parseYuan(value);
  return (
    <Field {...props} says={amount !== undefined && amount >= yuan(10_000) && `大写：${capitals(amount)}`}>
      {(parts) => (
        <Input
          {...parts}
          className="input-money"
          suffix="元"
          inputMode="decimal"
          autoComplete="off"
          value={withCommas(value)}
          onChange={(event) => set(event.target.value.replaceAll(/[,，\s]/g, ""))}
          onBlur={check}
        />
      )}
    </Field>
  );
}

const groupings = {
  /** 410902 19900307 1234 */
  identity: [6, 8, 4],
  /** 139 1234 5678 */
  phone: [3, 4, 4],
  /** 6222 0212 3456 7890 123 */
  card: [4, 4, 4, 4, 4, 4],
} as const;

export function group(text: string, sizes: readonly number[]): string {
  const parts: string[] = [];
  let rest = text;
  for (const size of sizes) {
    if (!rest) break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  if (rest) parts.push(rest);
  return parts.join(" ");
}

/** Identity number, phone or card: shown in groups, pasted with spaces, kept without. */
export function GroupedField({ kind, ...field }: FieldProps & { kind: keyof typeof groupings }) {
  const { value, set, check } = useFieldValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <Input
          {...parts}
          inputMode={kind === "identity" ? "text" : "numeric"}
          autoComplete="off"
          value={group(value, groupings[kind])}
          onChange={(event) => set(event.target.value.replaceAll(/[\s-]/g, "").toUpperCase())}
          onBlur={check}
        />
      )}
    </Field>
  );
}

const AntSelect = later<SelectPartProps>(
  () => import("./AntSelect.tsx").then((m) => m.AntSelect),
  ({ parts, value, options }) => (
    <Input {...parts} readOnly value={options.find((option) => option.value === value)?.label ?? ""} />
  ),
);

/** One of several. */
type SelectProps = FieldProps & {
  options: readonly Choice[];
  /** Between label and choice: what narrows a long list. */
  above?: ReactNode;
};

export function SelectField({ options, above, ...field }: SelectProps) {
  const state = useFieldValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <>
          {above}
          <AntSelect {...state} parts={parts} options={options} optional={field.optional ?? false} />
        </>
      )}
    </Field>
  );
}

/** Few choices, all in view. */
export function ChoiceField({ options, ...field }: FieldProps & { options: readonly Choice[] }) {
  const form = useFormState();
  const fault = form.faultOf(field.name);
  return (
    <fieldset className="field" data-field={field.name}>
      <legend>
        {field.label}
        {field.optional && <span className="field-optional">（选填）</span>}
      </legend>
      <Radio.Group
        vertical
        name={field.name}
        value={form.values[field.name]}
        onChange={(event) => form.set(field.name, event.target.value)}
        options={options.map(({ value, label, hint }) => ({
          value,
          label: (
            <>
              {label}
              {hint && <span className="field-hint">　{hint}</span>}
            </>
          ),
        }))}
      />
      {fault && <div className="field-says bad">{fault}</div>}
      {field.hint && <div className="field-hint">{field.hint}</div>}
    </fieldset>
  );
}

/** One thing to agree to. */
export function CheckField({ name, label, hint }: Omit<FieldProps, "optional">) {
  const form = useFormState();
  const fault = form.faultOf(name);
  return (
    <div className="field" data-field={name}>
      <Checkbox
        name={name}
        checked={form.values[name] === true}
        onChange={(event) => form.set(name, event.target.checked)}
      >
        {label}
      </Checkbox>
      {fault && <div className="field-says bad">{fault}</div>}
      {hint && <div className="field-hint">{hint}</div>}
    </div>
  );
}
