import { type InputHTMLAttributes, type ReactNode, useId } from "react";

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> & {
  label: ReactNode;
  hint?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, said under it. */
  fault?: string | undefined;
  /** A button beside the input: 发验证码. */
  beside?: ReactNode;
};

/** A line to fill in: label above, hint or fault under it. */
export function PhoneField({ label, hint, value, onChange, fault, beside, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="ph-field">
      <label htmlFor={id}>{label}</label>
      <div className="ph-field-side">
        <input
          {...input}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={hint || fault ? `${id}-hint` : undefined}
        />
        {beside}
      </div>
      {(fault || hint) && (
        <span id={`${id}-hint`} className={fault ? "bad" : "secondary"}>
          {fault || hint}
        </span>
      )}
    </div>
  );
}

type ChoiceProps<T extends string> = {
  label: ReactNode;
  options: readonly { readonly value: T; readonly label: ReactNode; readonly note?: ReactNode }[];
  value: T | undefined;
  onChange: (value: T) => void;
};

/** One of a few, each as high as a thumb. */
export function PhoneChoice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="ph-field" style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="strong" style={{ padding: 0, marginBottom: 6 }}>
        {label}
      </legend>
      {options.map((option) => (
        <label key={option.value} className="ph-choice">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.note && (
              <span className="secondary" style={{ display: "block" }}>
                {option.note}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type CheckProps = { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode };

export const PhoneCheck = ({ checked, onChange, children }: CheckProps) => (
  <label className="ph-choice">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
    <span>{children}</span>
  </label>
);
