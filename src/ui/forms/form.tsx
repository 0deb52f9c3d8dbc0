import {
  createContext,
  type FormEvent,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { z } from "zod";
import { confirm } from "../Dialog.tsx";
import type { ProblemError } from "../problem.ts";
import { useLeaveGuard } from "../router.tsx";
import { ProblemNote } from "../States.tsx";
import { sayIssue } from "./issues.ts";
import "./forms.css";

export type Values = Readonly<Record<string, unknown>>;
type Words = Readonly<Record<string, string>>;

type Options<V extends Values> = {
  readonly initial: V;
  /** The same shape the server checks: from the feature's contract.ts. */
  readonly schema?: z.ZodType | undefined;
  /** Beside or instead of a schema: faults by field name. Zod is 25 kB that the sign-in page does without. */
  readonly check?: ((values: V) => Partial<Record<keyof V & string, string>>) | undefined;
  /** What is odd but allowed (yellow): 校验位不对。少数真实代码也会这样，核对无误可以继续。 */
  readonly warn?: ((values: V) => Partial<Record<keyof V & string, string>>) | undefined;
};

/** A form's words, what is wrong with them, and what has been touched. */
export function useForm<V extends Values>({ initial, schema, check, warn }: Options<V>) {
  const [values, setValues] = useState<V>(initial);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Words>({});

  const faults = {
    ...useMemo(() => faultsOf(schema, values), [schema, values]),
    ...check?.(values),
  } as Words;
  const warnings = (warn?.(values) ?? {}) as Words;
  const isDirty = JSON.stringify(values) !== JSON.stringify(initial);

  return {
    values,
    isDirty,
    set: (name: string, value: unknown) => {
      setValues((all) => ({ ...all, [name]: value }));
      setRefused(({ [name]: _, ...rest }) => rest);
    },
    check: (name: string) => setChecked((all) => new Set(all).add(name)),
    /** All at once; answers the names that are wrong, in the schema's order. */
    checkAll: (): string[] => {
      setChecked(new Set([...Object.keys(values), ...Object.keys(faults)]));
      return Object.keys(faults);
    },
    /** Faults the server found, at their fields. */
    refuse: (problem: ProblemError) => setRefused(wordsAt(problem)),
    faultOf: (name: string): string | undefined =>
      refused[name] ?? (checked.has(name) ? faults[name] : undefined),
    warningOf: (name: string): string | undefined => (checked.has(name) ? warnings[name] : undefined),
    reset: () => {
      setValues(initial);
      setChecked(new Set());
      setRefused({});
    },
  };
}

export type FormState = ReturnType<typeof useForm<Values>>;

function faultsOf(schema: z.ZodType | undefined, values: Values): Words {
  const parsed = schema?.safeParse(values);
  if (!parsed || parsed.success) return {};
  const faults: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? "");
    faults[name] ??= sayIssue(issue);
  }
  return faults;
}

const wordsAt = (problem: ProblemError): Words =>
  Object.fromEntries(
    problem.problems.map(({ path, message }) => [path.replace(/^body\./, "").split(".")[0] ?? "", message]),
  );

const FormContext = createContext<FormState | undefined>(undefined);

export function useFormState(): FormState {
  const form = use(FormContext);
  if (!form) throw new Error("A field stands in a <Form>.");
  return form;
}

type FormProps = {
  // biome-ignore lint/suspicious/noExplicitAny: any form's values; its own fields know their names.
  form: any;
  /** Called when nothing is wrong; warnings do not hold it back. */
  onSubmit: () => void;
  /** The server's no: its fields are marked, the rest stands above the buttons. */
  problem?: ProblemError | null | undefined;
  /** Asks before the page is left with unsaved words. */
  guard?: boolean;
  children: ReactNode;
};

/** One column, 560 wide. Checked on leaving a field; on sending all at once, with the focus on the first fault. */
export function Form({ form: given, onSubmit, problem, guard, children }: FormProps) {
  const form = given as FormState;
  const box = useRef<HTMLFormElement>(null);
  const { refuse } = form;
  const latest = useRef(refuse);
  latest.current = refuse;
  useEffect(() => {
    if (problem) latest.current(problem);
  }, [problem]);
  useLeaveGuard(Boolean(guard) && form.isDirty, askToLeave);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = form.checkAll();
    if (wrong.length === 0) return onSubmit();
    const fields = [...(box.current?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
    const first = fields.find((field) => wrong.includes(field.dataset.field ?? ""));
    first?.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  return (
    <FormContext value={form}>
      <form ref={box} className="form" noValidate onSubmit={submit}>
        {children}
        <ProblemNote problem={problem} />
      </form>
    </FormContext>
  );
}

const askToLeave = (go: () => void) =>
  void confirm({
    title: "离开这一页？填写的内容还没有提交",
    lines: ["离开后，这一页里填写的内容不会保留。"],
    yes: "离开",
    no: "继续填写",
  }).then((isYes) => isYes && go());
