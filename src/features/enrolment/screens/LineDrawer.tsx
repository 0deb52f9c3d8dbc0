import { useEffect } from "react";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Drawer } from "#ui/Drawer.tsx";
import { GroupedField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts } from "#ui/page.tsx";
import { Bones, Note, ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import { rosterChanged } from "./changed.ts";
import { EvidenceUpload } from "./EvidenceUpload.tsx";
import type { Line, Page } from "./words.ts";
import "./review.css";

type Words = {
  readonly name: string;
  readonly idNumber: string;
  readonly post: string;
  readonly phone: string;
  readonly card: string;
  readonly remark: string;
  readonly version: number;
};

/** One line beside the table: what is wrong, its words to be corrected, and papers where a review needs them. */
export function LineDrawer({ page, line, onClose }: { page: Page; line: Line; onClose: () => void }) {
  const mayCorrect = page.allowed.includes("correct");
  const isToCorrect = mayCorrect && !line.decision;
  return (
    <Drawer title={`第${line.line}行 ${line.name}`} onClose={onClose}>
      <div className="review-desk">
        {line.title && (
          <Note tone="wait" title={line.title}>
            {line.reason}
            {line.remedy}
          </Note>
        )}
        {line.also.map(({ code, title, reason }) => (
          <Note key={code} tone="wait" title={`另外，${title}`}>
            {reason}
          </Note>
        ))}
        {line.outcome === "review" && page.allowed.includes("evidence") && !line.decision && (
          <EvidenceUpload
            path={`/api/rosters/${page.id}/lines/${line.id}/evidence`}
            batchId={page.id}
            papers={line.papers}
          />
        )}
        {isToCorrect && line.outcome === "review" && (
          <details>
            <summary>改正这一行的内容</summary>
            <Correction page={page} line={line} onClose={onClose} />
          </details>
        )}
        {isToCorrect && line.outcome !== "review" && <Correction page={page} line={line} onClose={onClose} />}
        {!isToCorrect && (
          <Facts
            rows={[
              ["身份证号", line.idNumber || "–"],
              ["岗位类别", line.post ?? "–"],
              ["手机号", line.phone || "–"],
              ["银行卡号", line.card || "–"],
              ["备注", line.remark || "–"],
            ]}
          />
        )}
      </div>
    </Drawer>
  );
}

function Correction({ page, line, onClose }: { page: Page; line: Line; onClose: () => void }) {
  const path = `/api/rosters/${page.id}/lines/${line.id}`;
  const open = useAction<Words, { purpose: string }>("POST", `${path}/opening`, { refreshes: ["/never"] });
  const { run } = open;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once for each line; every look is recorded.
  useEffect(() => run({ purpose: "correct" }), [path]);
  if (open.problem) return <ProblemNote problem={open.problem} />;
  if (!open.reply) return <Bones rows={4} />;
  return <CorrectionForm path={path} page={page} line={line} words={open.reply} onClose={onClose} />;
}

type FormProps = { path: string; page: Page; line: Line; words: Words; onClose: () => void };

function CorrectionForm({ path, page, line, words, onClose }: FormProps) {
  const { version, ...said } = words;
  const initial = {
    name: said.name,
    idNumber: said.idNumber,
    post: said.post,
    phone: said.phone,
    card: said.card,
    remark: said.remark,
  };
  const form = useForm({ initial });
  const correct = useAction<Line>("POST", `${path}/correction`, {
    onDone: (after) => {
      void rosterChanged(page.id);
      toast(after.outcome === "accepted" ? `第${line.line}行已受理` : `第${line.line}行：${after.title}`);
      onClose();
    },
  });
  const submit = () => correct.run({ expectedVersion: version, ...changedOnly(initial, form.values) });
  return (
    <Form form={form} onSubmit={submit} problem={correct.problem}>
      <TextField name="name" label="姓名" autoComplete="off" />
      <GroupedField name="idNumber" label="身份证号" kind="identity" />
      <SelectField
        name="post"
        label="岗位类别"
        optional
        options={[
          { value: "", label: "没有填" },
          { value: "管理", label: "管理" },
          { value: "专业技术", label: "专业技术" },
          { value: "工人", label: "工人" },
        ]}
      />
      <GroupedField name="phone" label="手机号" kind="phone" optional />
      <GroupedField name="card" label="银行卡号" kind="card" optional />
      <TextField name="remark" label="备注" optional autoComplete="off" />
      <div className="row">
        <Button
          kind="primary"
          type="submit"
          busy={correct.busy}
          why={form.isDirty ? undefined : "还没有改动"}
        >
          改正这一行
        </Button>
      </div>
      <p className="secondary">改正后马上按同样的规则再判一次；原来的内容留有记录。</p>
    </Form>
  );
}

const changedOnly = <V extends Readonly<Record<string, unknown>>>(before: V, now: V): Partial<V> =>
  Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== before[name])) as Partial<V>;
