import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import type { Draft, Made } from "../contract.ts";
import { kindNames } from "../text.ts";
import { ProgressTable } from "./ProgressTable.tsx";

type Written = z.output<typeof Draft>;

/** A bulletin that has written itself: its words may be changed, then it is published for good. */
export function DraftPage() {
  const found = useGet<Written>("/api/bulletin-draft", { kind: useParam("kind"), asOf: useParam("asOf") });
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(draft) => <View draft={draft} />}
    </Loaded>
  );
}

function View({ draft }: { draft: Written }) {
  const { kind, asOf } = draft;
  const form = useForm({
    initial: { title: draft.title, words: draft.words },
    check: ({ title, words }) => ({
      ...(title.trim().length < 2 && { title: "请填写标题" }),
      ...(words.trim().length < 2 && { words: "请填写正文" }),
    }),
  });
  const publish = useAction<z.output<typeof Made>>("POST", "/api/bulletins", {
    onDone: ({ id }) => navigate(`/bulletins/${id}`, { replace: true }),
  });
  return (
    <Page>
      <PageTitle title={`通报草稿，${draft.table.length}家`} subtitle={kindNames[kind]} crumb="草稿" />
      <Surface>
        <Form
          form={form}
          problem={publish.problem}
          onSubmit={() => publish.run({ kind, asOf, ...form.values })}
        >
          <TextField name="title" label="标题" />
          <TextArea name="words" label="正文" rows={6} />
          <p className="secondary">发布后表上的单位都会收到通知，内容不能再改。</p>
          <div>
            <Button kind="primary" type="submit" busy={publish.busy}>
              发布
            </Button>
          </div>
        </Form>
      </Surface>
      <Surface flush>
        <ProgressTable rows={draft.table} />
      </Surface>
    </Page>
  );
}
