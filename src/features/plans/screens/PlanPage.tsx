import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { confirm, Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { DateText } from "#ui/Text.tsx";
import type { VersionPage } from "../contract.ts";
import { Examples } from "./Examples.tsx";
import { pagePath, StateTag, stateWords, versionPath } from "./words.tsx";
import "./plans.css";

/** One version: its clauses to read, its terms, its examples, and what may be done with it. */
export function PlanPage() {
  const page = useGet<VersionPage>(versionPath(useParam("code"), useParam("version")));
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(reply) => <PageBody page={reply} />}
    </Loaded>
  );
}

function PageBody({ page }: { page: VersionPage }) {
  const { code, version, name, source, state, clauses, terms, examples, course, others } = page;
  return (
    <Page>
      <PageTitle
        title={`${name || code}，${version}版，${stateWords[state]}`}
        subtitle={`${code} · 依据：${source || "还没有写"}`}
        crumb={`${code} ${version}`}
      >
        <Actions page={page} />
      </PageTitle>
      {page.returned && (
        <Note tone="wait" title={`${page.returned.by}退回了这份草稿`}>
          {page.returned.note}
        </Note>
      )}
      <Lacks page={page} />
      <Surface title="条款">
        <dl className="plan-paper">
          {clauses.map(({ clause, title, text }) => (
            <div key={clause}>
              <dt>
                {clause}　{title}
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Surface>
      <Surface title="算钱用的数字" aside={<StateTag state={state} />}>
        <Facts
          rows={terms.map(({ label, value, clause }) => [
            label,
            <>
              {value} <span className="small quiet">{clause}</span>
            </>,
          ])}
        />
      </Surface>
      <Surface flush title={`例子，${examples.length}个`} note="点开看每一步">
        <Examples examples={examples} />
      </Surface>
      <Surface title="经过">
        <Course
          happenings={course.map(({ what, by, at }) => ({
            key: what,
            when: <DateText day={at} as="instant" />,
            what: `${what}：${by}`,
          }))}
        />
        {others.length > 0 && (
          <p className="row">
            和别的版本比较：
            {others.map((other) => (
              <Link
                key={other.version}
                to={pagePath(code, version, `/compare/${encodeURIComponent(other.version)}`)}
              >
                {other.version}（{stateWords[other.state]}）
              </Link>
            ))}
          </p>
        )}
      </Surface>
    </Page>
  );
}

function Lacks({ page: { problems, lacks, state } }: { page: VersionPage }) {
  if ((state !== "draft" && state !== "proposed") || problems.length + lacks.length === 0) return null;
  return (
    <Note tone="wait" title={`还有${problems.length + lacks.length}处要改，才能发布`}>
      <ul>
        {problems.map(({ key, line, text }) => (
          <li key={`${line} ${key}`}>
            第{line}行 {key}：{text}
          </li>
        ))}
        {lacks.map((lack) => (
          <li key={lack}>{lack}</li>
        ))}
      </ul>
    </Note>
  );
}

function Actions({ page }: { page: VersionPage }) {
  const { code, version, revision, allowed, publishBy } = page;
  const [asking, setAsking] = useState<"return" | "retire" | "copy">();
  const refreshes = ["/api/plans"];
  const propose = useAction("POST", versionPath(code, version, "/proposal"), { refreshes });
  const publish = useAction("POST", versionPath(code, version, "/publication"), { refreshes });
  const discard = useAction("DELETE", versionPath(code, version, "/draft"), {
    refreshes: ["/api/plans/versions"],
    onDone: () => navigate("/plans"),
  });
  const may = (action: (typeof allowed)[number]) => allowed.includes(action);
  const sure = async (title: string, line: string, yes: string, run: () => void) => {
    if (await confirm({ title, lines: [line], yes })) run();
  };
  return (
    <>
      <ButtonLink to={versionPath(code, version, "/file")} download>
        导出YAML
      </ButtonLink>
      {may("copy") && <Button onClick={() => setAsking("copy")}>由此起草新版</Button>}
      {may("discard") && (
        <Button
          onClick={() =>
            void sure("删除这份草稿？", "删除后不能恢复。", "删除", () => discard.run({ revision }))
          }
        >
          删除草稿
        </Button>
      )}
      {may("edit") && <ButtonLink to={pagePath(code, version, "/edit")}>修改</ButtonLink>}
      {may("propose") && (
        <Button
          kind="primary"
          busy={propose.busy}
          why={page.problems.length + page.lacks.length > 0 ? "还有要改的地方" : undefined}
          onClick={() => propose.run({ revision })}
        >
          提交，等另一人发布
        </Button>
      )}
      {may("return") && <Button onClick={() => setAsking("return")}>退回草稿</Button>}
      {publishBy && <span className="secondary">由{publishBy}发布</span>}
      {may("publish") && (
        <Button
          kind="primary"
          busy={publish.busy}
          onClick={() =>
            void sure(
              `发布${code}的${version}版？`,
              "发布以后不能再修改，参加的人按它享受保障。",
              "发布",
              () => publish.run({ revision }),
            )
          }
        >
          发布
        </Button>
      )}
      {may("retire") && <Button onClick={() => setAsking("retire")}>停用</Button>}
      <ProblemNote problem={propose.problem ?? publish.problem ?? discard.problem} />
      {asking && <Asking what={asking} page={page} onClose={() => setAsking(undefined)} />}
    </>
  );
}

const questions = {
  return: { title: "退回草稿", yes: "退回", part: "/return" },
  retire: { title: "停用这个版本", yes: "停用", part: "/retirement" },
  copy: { title: "由此起草新版", yes: "起草", part: undefined },
} as const;

function Asking({
  what,
  page,
  onClose,
}: {
  what: keyof typeof questions;
  page: VersionPage;
  onClose: () => void;
}) {
  const { code, version, revision } = page;
  const { title, yes, part } = questions[what];
  const form = useForm({
    initial: { note: "", on: "", version: "" },
    check: ({ note, on, version: next }) => ({
      ...(what === "return" && note.trim() === "" && { note: "请写明要改什么" }),
      ...(what === "retire" && on === "" && { on: "请选日期" }),
      ...(what === "copy" && next === "" && { version: "请填写版本，例如 2026.1" }),
    }),
  });
  const { note, on, version: next } = form.values;
  const send = useAction("POST", part ? versionPath(code, version, part) : "/api/plans/drafts", {
    refreshes: ["/api/plans"],
    onDone: () => (what === "copy" ? navigate(pagePath(code, next, "/edit")) : onClose()),
  });
  const bodies = { return: { revision, note }, retire: { on }, copy: { code, version: next, from: version } };
  return (
    <Dialog title={title} onClose={onClose}>
      <Form form={form} problem={send.problem} onSubmit={() => send.run(bodies[what])}>
        {what === "return" && <TextArea name="note" label="要改什么" />}
        {what === "retire" && (
          <DateField
            name="on"
            label="从哪一天起不再开始新的保障"
            hint="以前开始的保障按这个版本继续到期满。"
          />
        )}
        {what === "copy" && <TextField name="version" label="新的版本号" />}
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={send.busy}>
            {yes}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
