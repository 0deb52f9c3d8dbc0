import { useEffect, useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import type { PlanCheck, SavedDraft, VersionPage } from "../contract.ts";
import { Examples } from "./Examples.tsx";
import { pagePath, versionPath } from "./words.tsx";
import "./plans.css";

/** A draft as its file, judged while one writes: every problem with its line, what is lacking, what each example comes to. */
export function PlanEditor() {
  const page = useGet<VersionPage>(versionPath(useParam("code"), useParam("version")));
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(reply) => <EditorBody key={`${reply.code} ${reply.version}`} page={reply} />}
    </Loaded>
  );
}

function EditorBody({ page }: { page: VersionPage }) {
  const { code, version } = page;
  const [saved, setSaved] = useState({ revision: page.revision, text: page.text });
  const form = useForm({ initial: { text: saved.text } });
  const { text } = form.values;
  const save = useAction<SavedDraft>("PUT", versionPath(code, version, "/draft"), {
    refreshes: ["/api/plans"],
    onDone: ({ revision }) => {
      setSaved({ revision, text });
      toast("已保存");
    },
  });
  const judged = useJudged(page, saved.revision, text);
  const { problems, lacks, examples } = judged.answer;
  const count = problems.length + lacks.length;
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
      {count > 0 && (
        <Note tone="wait" title={`${count}处要改`}>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.line} ${problem.key}`}>
                第{problem.line}行 {problem.key}：{problem.text}
              </li>
            ))}
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </Note>
      )}
      <Surface title="计划文件">
        <div className="plan-text">
          <Form
            form={{ ...form, isDirty: text !== saved.text }}
            guard
            problem={save.problem}
            onSubmit={() => save.run({ revision: saved.revision, text })}
          >
            <TextArea name="text" label="条款、数字、材料和例子（YAML）" rows={28} />
            <div className="row">
              <Button kind="primary" type="submit" busy={save.busy}>
                保存草稿
              </Button>
            </div>
          </Form>
        </div>
      </Surface>
      <Surface flush title={`例子，${examples.length}个`} note="点开看每一步">
        <Examples examples={examples} />
      </Surface>
    </Page>
  );
}

/** The server's judgement of what is written, a moment after the last key; nothing is saved by it. */
function useJudged(page: VersionPage, revision: number | null, text: string) {
  const [answer, setAnswer] = useState<PlanCheck>(page);
  const judge = useAction<SavedDraft>("PUT", versionPath(page.code, page.version, "/draft?dryRun=true"), {
    refreshes: [],
    onDone: setAnswer,
  });
  const { run } = judge;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is made anew at every draw and sends what it is given.
  useEffect(() => {
    const wait = setTimeout(() => run({ revision, text }), 700);
    return () => clearTimeout(wait);
  }, [revision, text]);
  return { answer, problem: judge.problem };
}
