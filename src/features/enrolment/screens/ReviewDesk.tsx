import { useEffect, useRef } from "react";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Surface } from "#ui/page.tsx";
import { toast } from "#ui/Toast.tsx";
import { rosterChanged } from "./changed.ts";
import { EvidenceUpload } from "./EvidenceUpload.tsx";
import { LineFacts, Papers, Steps } from "./ReviewParts.tsx";
import { evidenceChoices, evidenceWords, type Review } from "./words.ts";

type Props = { review: Review; mayDecide: boolean; next: () => void };

/** One line to be decided: what is known, the papers, what was done before, and the decision with its keys. */
export function ReviewDesk({ review, mayDecide, next }: Props) {
  const path = `/api/rosters/${review.batchId}/lines/${review.lineId}`;
  return (
    <Surface title={`${review.organisationName} 第${review.line}行 ${review.name}`}>
      <div className="review-desk">
        <LineFacts review={review} reveal={mayDecide ? `${path}/unmasking` : undefined} />
        <Papers review={review} to={(id) => `/api/evidence/${id}`} />
        {mayDecide && !review.decision && (
          <>
            <details>
              <summary>补传材料</summary>
              <EvidenceUpload path={`${path}/review-evidence`} batchId={review.batchId} papers={0} />
            </details>
            {review.atProvince !== "asked" && <AskProvince review={review} path={path} />}
          </>
        )}
        <Steps review={review} />
        {mayDecide &&
          (review.decision ? (
            <TakeBack review={review} path={path} />
          ) : (
            <Decision review={review} path={path} next={next} />
          ))}
      </div>
    </Surface>
  );
}

/** 拿不准的，请示省办事处: the line waits, and may be decided all the same. */
function AskProvince({ review, path }: { review: Review; path: string }) {
  const form = useForm({
    initial: { question: "" },
    check: ({ question }): { question?: string } =>
      question.trim() ? {} : { question: "请写明要请示的问题。" },
  });
  const ask = useAction("POST", `${path}/question`, {
    onDone: () => {
      void rosterChanged(review.batchId);
      toast("已请示省办事处，有答复会显示在这一行");
    },
  });
  return (
    <details>
      <summary>{review.atProvince === "answered" ? "再请示省办事处" : "拿不准，请示省办事处"}</summary>
      <Form form={form} onSubmit={() => ask.run(form.values)} problem={ask.problem}>
        <TextArea
          name="question"
          label="问题"
          hint="不要写姓名和证件号，省办事处看得到这一行的情况和证明。"
        />
        <Button type="submit" busy={ask.busy}>
          请示
        </Button>
      </Form>
    </details>
  );
}

type DecisionProps = { review: Review; path: string; next: () => void };
type Words = { note: string; evidenceKind: string; archiveBornOn: string };

function Decision({ review, path, next }: DecisionProps) {
  const initial: Words = {
    note: review.evidence.length > 0 ? evidenceWords[review.evidence[0]?.kind ?? "other"] : "",
    evidenceKind: review.evidence[0]?.kind ?? "",
    archiveBornOn: "",
  };
  const form = useForm<Words>({
    initial,
    check: ({ note }) => (note.trim() ? {} : { note: "请写明依据。" }),
  });
  const takeBack = useAction("DELETE", `${path}/review`, {
    onDone: () => void rosterChanged(review.batchId),
  });
  const decide = useAction<unknown, object>("POST", `${path}/review`, { refreshes: ["/never"] });
  const send = (decision: "approved" | "denied") => {
    if (form.checkAll().length > 0) return;
    const { note, evidenceKind, archiveBornOn } = form.values;
    const request = {
      decision,
      note,
      expectedVersion: review.version,
      ...(evidenceKind && { evidenceKind }),
      ...(archiveBornOn && { archiveBornOn }),
    };
    decide.run(request, () => {
      next();
      void rosterChanged(review.batchId);
      toast(`第${review.line}行${review.name}：${decision === "approved" ? "已通过" : "未通过"}`, () =>
        takeBack.run({}),
      );
    });
  };
  useKeys({ a: () => send("approved"), x: () => send("denied"), j: next });
  return (
    <Form form={form} onSubmit={() => send("approved")} problem={decide.problem}>
      <TextField
        name="note"
        label="依据"
        hint="例如：单位出具的未办理退休证明。会留在记录里。"
        autoComplete="off"
      />
      <SelectField
        name="evidenceKind"
        label="材料种类"
        optional
        options={[{ value: "", label: "没有材料" }, ...evidenceChoices]}
      />
      <DateField name="archiveBornOn" label="档案出生日期" optional hint="身份证与档案不一致时填。" />
      <div className="row review-verbs">
        <Button kind="primary" type="submit" busy={decide.busy} shortcut="A">
          通过
        </Button>
        <Button kind="danger" busy={decide.busy} shortcut="X" onClick={() => send("denied")}>
          不通过
        </Button>
        <Button kind="plain" shortcut="J" onClick={next}>
          先看下一个
        </Button>
      </div>
    </Form>
  );
}

function TakeBack({ review, path }: { review: Review; path: string }) {
  const action = useAction("DELETE", `${path}/review`, { onDone: () => void rosterChanged(review.batchId) });
  return (
    <div className="row">
      <Button busy={action.busy} onClick={() => action.run({})}>
        撤回这个决定
      </Button>
      <span className="secondary">单位确认名册以前可以撤回。</span>
      {action.problem && <span className="bad">{action.problem.title}</span>}
    </div>
  );
}

/** One letter does what a button does, unless somebody types. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, select, dialog")) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
