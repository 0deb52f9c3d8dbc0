import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import type { ProblemError } from "#ui/problem.ts";
import { useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import { Chips } from "#ui/table/filters.tsx";
import type { PlanCheck, SavedDraft, VersionPage } from "../contract.ts";
import { sayTermKey } from "../text/terms.ts";
import type { Document, Schema } from "./document.ts";
import { Examples } from "./Examples.tsx";
import { PlanForm } from "./PlanForm.tsx";
import { pagePath, versionPath } from "./words.tsx";
import "./plans.css";

/** A draft as fields or as its file, judged while one writes: what is wrong where, what is lacking, what examples come to. */
export function PlanEditor() {
  const page = useGet<VersionPage>(versionPath(useParam("code"), useParam("version")));
  const schema = useGet<Schema>("/api/plans/schema");
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(reply) => (
        <Loaded from={schema} bones={<PageBones />}>
          {(known) => <EditorBody key={`${reply.code} ${reply.version}`} page={reply} schema={known} />}
        </Loaded>
      )}
    </Loaded>
  );
}

/** The side on which somebody writes is what counts; the other follows with the server's next answer. */
type Draft = { readonly by: "form" | "file"; readonly document: Document; readonly text: string };
const sides = [
  { value: "form", label: "填表" },
  { value: "file", label: "计划文件（YAML）" },
];
const bodyOf = ({ by, document, text }: Draft) => (by === "form" ? { document } : { text });

function EditorBody({ page, schema }: { page: VersionPage; schema: Schema }) {
  const { code, version } = page;
  const [draft, setDraft] = useState<Draft>({
    by: "form",
    document: page.document as Document,
    text: page.text,
  });
  const [revision, setRevision] = useState(page.revision);
  const [isDirty, setDirty] = useState(false);
  const write = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    setDirty(true);
  };
  const save = useAction<SavedDraft>("PUT", versionPath(code, version, "/draft"), {
    refreshes: ["/api/plans"],
    onDone: (saved) => {
      setRevision(saved.revision);
      setDirty(false);
      toast("已保存");
    },
  });
  const judged = useJudged(page, revision, draft, setDraft);
  const { problems, lacks, examples } = judged.answer;
  const count = problems.length + lacks.length;
  const sending = () => save.run({ revision, ...bodyOf(draft) });
  const buttons = (
    <div className="row plan-save">
      <Button kind="primary" type="submit" busy={save.busy}>
        保存草稿
      </Button>
    </div>
  );
  return (
    <Page>
      <PageTitle
        title={
          count === 0
            ? `${code} ${version}版草稿没有问题，可以提交`
            : `${code} ${version}版草稿还有${count}处要改`
        }
        subtitle="写的时候随时核对；保存以后，由您提交、另一人发布"
        crumb="修改"
      >
        <ButtonLink to={pagePath(code, version)}>看这个版本</ButtonLink>
      </PageTitle>
      <ProblemNote problem={judged.problem} />
      <ToChange problems={problems} lacks={lacks} by={draft.by} />
      <Sides by={draft.by} judged={judged} onChange={(by) => setDraft({ ...draft, by })} />
      {draft.by === "form" ? (
        <PlanForm
          schema={schema}
          document={draft.document}
          problems={problems}
          isDirty={isDirty}
          problem={save.problem}
          onChange={(document) => write({ document })}
          onSave={sending}
        >
          {buttons}
        </PlanForm>
      ) : (
        <FileText
          text={draft.text}
          isDirty={isDirty}
          problem={save.problem}
          onChange={(text) => write({ text })}
          onSave={sending}
        >
          {buttons}
        </FileText>
      )}
      <Surface flush title={`例子，${examples.length}个`} note="点开看每一步">
        <Examples examples={examples} />
      </Surface>
    </Page>
  );
}

type SidesProps = {
  by: Draft["by"];
  judged: Pick<ReturnType<typeof useJudged>, "isSame" | "problem">;
  onChange: (by: Draft["by"]) => void;
};

/** One may go over to the other side once it has followed. */
const Sides = ({ by, judged, onChange }: SidesProps) => (
  <div className="row">
    <Chips
      label="怎样写"
      options={sides.filter(({ value }) => value === by || judged.isSame)}
      value={by}
      choose={(value) => onChange(value as Draft["by"])}
    />
    {!judged.isSame && (
      <span className="secondary">{judged.problem ? "改好以后才能换一种写法" : "正在核对"}</span>
    )}
  </div>
);

function ToChange({ problems, lacks, by }: Pick<PlanCheck, "problems" | "lacks"> & Pick<Draft, "by">) {
  const count = problems.length + lacks.length;
  if (count === 0) return null;
  // Places are counted from one where people read them.
  const said = (key: string) => sayTermKey(key.replace(/\[(\d+)\]/g, (_, n) => `[${Number(n) + 1}]`));
  return (
    <Note tone="wait" title={`${count}处要改`}>
      <ul className="plan-to-change">
        {problems.map(({ line, key, text }) => (
          <li key={`${line} ${key} ${text}`}>
            {by === "form" ? said(key) : `第${line}行 ${key}`}：{text}
          </li>
        ))}
        {lacks.map((lack) => (
          <li key={lack}>{lack}</li>
        ))}
      </ul>
    </Note>
  );
}

type FileProps = {
  text: string;
  isDirty: boolean;
  problem: ProblemError | null | undefined;
  onChange: (text: string) => void;
  onSave: () => void;
  children: ReactNode;
};

function FileText({ text, isDirty, problem, onChange, onSave, children }: FileProps) {
  const form = useForm({ initial: { text } });
  const set = (_: string, typed: unknown) => onChange(String(typed));
  return (
    <Surface title="计划文件">
      <div className="plan-text">
        <Form form={{ ...form, values: { text }, set, isDirty }} guard problem={problem} onSubmit={onSave}>
          <TextArea name="text" label="条款、数字、材料和例子（YAML）" rows={28} />
          {children}
        </Form>
      </div>
    </Surface>
  );
}

/**
 * The server's judgement of what is written, a moment after the last key; nothing is saved by it. `isSame` once it has
 * answered on what stands there now, and the other side follows it.
 */
function useJudged(page: VersionPage, revision: number | null, draft: Draft, follow: (draft: Draft) => void) {
  const [answer, setAnswer] = useState<PlanCheck>(page);
  const [judgedText, setJudgedText] = useState<string>();
  const asked = useRef("");
  const body = JSON.stringify(bodyOf(draft));
  const judge = useAction<SavedDraft>("PUT", versionPath(page.code, page.version, "/draft?dryRun=true"), {
    refreshes: [],
    onDone: (reply) => {
      setAnswer(reply);
      if (asked.current !== body) return; // written on meanwhile: the next answer counts
      setJudgedText(body);
      const { text, document } = reply;
      follow(draft.by === "form" ? { ...draft, text } : { ...draft, document: document as Document });
    },
  });
  const { run } = judge;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is made anew at every draw and sends what it is given.
  useEffect(() => {
    const wait = setTimeout(() => {
      asked.current = body;
      run({ revision, ...bodyOf(draft) });
    }, 700);
    return () => clearTimeout(wait);
  }, [revision, body]);
  return { answer, problem: judge.problem, isSame: judgedText === body };
}
