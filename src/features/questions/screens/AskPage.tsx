import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, SelectField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Note } from "#ui/States.tsx";
import { useSession } from "#ui/session.tsx";
import { SearchInput } from "#ui/table/filters.tsx";
import type { AskReply, AskRequest, PasteReply } from "../contract.ts";
import { channelNames, topicNames } from "../text.ts";
import { SimilarAnswers } from "./SimilarAnswers.tsx";

type Units = {
  readonly rows: readonly { readonly id: string; readonly code: string; readonly name: string }[];
};

/** The units somebody may ask for: a unit's clerk for their own, others find theirs. */
function useUnits(q: string) {
  const { current } = useSession();
  const isUnit = current?.role === "unit_clerk" || current?.role === "station_clerk";
  const found = useGet<Units>(isUnit || !q ? null : "/api/organisations/choices", { q });
  if (isUnit && current) return [{ id: current.organisationId, code: "", name: current.organisationName }];
  return found.data?.rows ?? [];
}

/** 提问: for a unit, for somebody who telephoned, or out of a group chat. */
export function AskPage() {
  const [q, setQ] = useState("");
  const units = useUnits(q);
  return (
    <Page>
      <PageTitle title="要问什么？" subtitle="服务时间内半小时答复。写的时候会先显示类似问题的答复。" />
      <Surface>
        {units.length !== 1 && <SearchInput placeholder="查单位名称或编号" value={q} type={setQ} />}
        {units.length > 0 && <AskForm key={units.map(({ id }) => id).join()} units={units} />}
      </Surface>
    </Page>
  );
}

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const { phone_page: _, ...clerkChannels } = channelNames;

function AskForm({ units }: { units: Units["rows"] }) {
  const ask = useAction<z.output<typeof AskReply>, z.input<typeof AskRequest>>("POST", "/api/inquiries", {
    onDone: ({ id }) => navigate(`/inquiries/${id}`),
  });
  const look = useAction<z.output<typeof PasteReply>>("POST", "/api/inquiries/paste?dryRun=true");
  const take = useAction<z.output<typeof PasteReply>>("POST", "/api/inquiries/paste", {
    onDone: () => navigate("/inquiries"),
  });
  const form = useForm({
    initial: {
      organisationId: units[0]?.id ?? "",
      channel: "clerk",
      kind: "question",
      topic: "other",
      body: "",
    },
    check: ({ body }) => (body.trim().length < 4 ? { body: "请把要问的事写完整，至少4个字" } : {}),
  });
  const { values } = form;
  const isGroup = values.channel === "group";
  const paste = { organisationId: values.organisationId, topic: values.topic, text: values.body };
  const send = () =>
    isGroup
      ? look.run(paste)
      : ask.run({ ...(values as z.input<typeof AskRequest>), body: values.body.trim() });
  return (
    <Form form={form} problem={ask.problem ?? look.problem ?? take.problem} onSubmit={send}>
      <SelectField
        name="organisationId"
        label="单位"
        options={units.map(({ id, code, name }) => ({ value: id, label: `${name} ${code}` }))}
      />
      <ChoiceField name="channel" label="从哪里来" options={options(clerkChannels)} />
      <ChoiceField name="kind" label="种类" options={options({ question: "咨询", suggestion: "意见建议" })} />
      <SelectField name="topic" label="类别" options={options(topicNames)} />
      <TextArea
        name="body"
        label={isGroup ? "工作群里的话" : "问什么"}
        rows={6}
        hint={
          isGroup
            ? "整段粘贴，一行一个问题。谁说的、几点说的会去掉，证件号和电话会盖住；别人的姓名请先删掉。"
            : "证件号、卡号和电话会自动盖住。"
        }
      />
      <div className="row">
        <Button kind={look.reply ? "default" : "primary"} type="submit" busy={ask.busy || look.busy}>
          {isGroup ? "看看能读出几个" : "提问"}
        </Button>
      </div>
      {isGroup && look.reply && (
        <Note tone="plain" title={`读出${look.reply.questions.length}个问题`}>
          <ol>
            {look.reply.questions.map(({ body }) => (
              <li key={body}>{body}</li>
            ))}
          </ol>
          <Button kind="primary" busy={take.busy} onClick={() => take.run(paste)}>
            就这样收下
          </Button>
        </Note>
      )}
      {!isGroup && <SimilarAnswers text={values.body} />}
    </Form>
  );
}
