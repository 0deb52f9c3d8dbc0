import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { capitals } from "#core/capitals.ts";
import { parseYuan, yuan } from "#core/money.ts";
import { useFormState } from "./form.tsx";

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

type FieldParts = {
  readonly id: string;
  readonly name: string;
  readonly className: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string;
  readonly "aria-required": boolean;
};

/** Label above, hint under it, what is wrong (red) or odd (yellow) where it is. */
export function Field({ name, label, hint, optional, says, children }: FrameProps) {
  const form = useFormState();
  const id = useId();
  const fault = form.faultOf(name);
  const warning = fault ? undefined : form.warningOf(name);
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="field-optional">（选填）</span>}
      </label>
      {children({
        id,
        name,
        className: `input${warning ? " input-warned" : ""}`,
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
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    "type" | "autoComplete" | "inputMode" | "placeholder" | "maxLength" | "autoFocus"
  >;

function useValue(name: string) {
  const form = useFormState();
  return {
    value: String(form.values[name] ?? ""),
    set: (value: string) => form.set(name, value),
    check: () => form.check(name),
  };
}

export function TextField({ name, label, hint, optional, ...rest }: InputProps) {
  const { value, set, check } = useValue(name);
  return (
    <Field name={name} label={label} hint={hint} {...(optional && { optional })}>
      {(parts) => (
        <input {...rest} {...parts} value={value} onChange={(e) => set(e.target.value)} onBlur={check} />
      )}
    </Field>
  );
}

export function TextArea({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  const { value, set, check } = useValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <textarea {...parts} rows={rows} value={value} onChange={(e) => set(e.target.value)} onBlur={check} />
      )}
    </Field>
  );
}

const withCommas = (text: string) => {
  const [whole = "", ...fraction] = text.replaceAll(/[,，\s]/g, "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction.length ? `${grouped}.${fraction.join("")}` : grouped;
};

/** Money: commas while typing, kept as "1234.50"; in capitals beneath from 10,000 yuan. */
export function MoneyField(props: FieldProps) {
  const { value, set, check } = useValue(props.name);
  const amount = parseYuan(value);
  return (
    <Field {...props} says={amount !== undefined && amount >= yuan(10_000) && `大写：${capitals(amount)}`}>
      {(parts) => (
        <span className="with-unit">
          <input
            {...parts}
            className={`${parts.className} input-money`}
            inputMode="decimal"
            autoComplete="off"
            value={withCommas(value)}
            onChange={(event) => set(event.target.value.replaceAll(/[,，\s]/g, ""))}
            onBlur={check}
          />
          元
        </span>
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
  const { value, set, check } = useValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <input
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

type Choice = { readonly value: string; readonly label: string; readonly hint?: string };

export function SelectField({ options, ...field }: FieldProps & { options: readonly Choice[] }) {
  const { value, set, check } = useValue(field.name);
  return (
    <Field {...field}>
      {(parts) => (
        <select {...parts} value={value} onChange={(e) => set(e.target.value)} onBlur={check}>
          {!options.some((option) => option.value === "") && (
            <option value="" disabled={!field.optional}>
              请选择
            </option>
          )}
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

/** Few choices, all in view. */
export function ChoiceField({ options, ...field }: FieldProps & { options: readonly Choice[] }) {
  const form = useFormState();
  const fault = form.faultOf(field.name);
  return (
    <fieldset className="field" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: 0, marginBottom: 4 }}>
        {field.label}
        {field.optional && <span className="field-optional">（选填）</span>}
      </legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={field.name}
              checked={form.values[field.name] === option.value}
              onChange={() => form.set(field.name, option.value)}
              onBlur={() => form.check(field.name)}
            />
            <span>
              {option.label}
              {option.hint && <span className="field-hint">　{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
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
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          name={name}
          checked={form.values[name] === true}
          onChange={(event) => form.set(name, event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {fault && <div className="field-says bad">{fault}</div>}
      {hint && <div className="field-hint">{hint}</div>}
    </div>
  );
}
