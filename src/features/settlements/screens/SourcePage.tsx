import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { jobStarted } from "#ui/jobs.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { SourceView } from "../contract.ts";

type Source = z.output<typeof SourceView>;

/** Where settlements are fetched from every day, and how it went the last time. */
export function SourcePage() {
  const source = useGet<Source>("/api/settlement-source");
  return (
    <Loaded from={source} bones={<PageBones />}>
      {(shown) => <One key={`${shown.url} ${shown.isActive}`} source={shown} />}
    </Loaded>
  );
}

function One({ source }: { source: Source }) {
  const today = useToday();
  const { url, hasToken, isActive, askedAt, problem } = source;
  const form = useForm({ initial: { url: url ?? "", token: "", active: isActive ? "yes" : "no" } });
  const save = useAction<unknown, object>("PUT", "/api/settlement-source", {
    refreshes: ["/api/settlement-source"],
    onDone: () => toast("医保接口已保存"),
  });
  const ask = useAction<unknown, object>("POST", "/api/settlement-source/asking", {
    refreshes: ["/api/settlement-source"],
    onDone: () => {
      jobStarted();
      toast("正在取，取到的在“免申即享”里看");
    },
  });
  const { values } = form;
  const send = () =>
    save.run({
      url: values.url.trim(),
      ...(values.token !== "" && { token: values.token }),
      isActive: values.active === "yes",
    });
  return (
    <Page>
      <PageTitle
        title={
          url === null ? "还没有设定医保接口" : isActive ? "每天自动取医保结算数据" : "不自动取医保结算数据"
        }
        subtitle={askedAt ? `上次${sayInstant(askedAt, today)}` : "还没有取过"}
      >
        <Button
          busy={ask.busy}
          why={url === null ? "请先填写网址和令牌" : undefined}
          onClick={() => ask.run({})}
        >
          现在就取
        </Button>
      </PageTitle>
      {problem && (
        <Note tone="wait" title={problem}>
          没有取到的不会丢，从上次的地方接着取。
        </Note>
      )}
      <Surface title="从哪里取" note="医保部门给的网址和令牌">
        <Form form={form} problem={save.problem} onSubmit={send} guard>
          <TextField name="url" label="网址" hint="以 https:// 开头" />
          <TextField
            name="token"
            label="令牌"
            optional={hasToken}
            hint={hasToken ? "已经保存，不改就空着" : "保存后不再显示"}
          />
          <ChoiceField
            name="active"
            label="自动取"
            options={[
              { value: "yes", label: "每天取一次" },
              { value: "no", label: "不自动取" },
            ]}
          />
          <div className="row">
            <Button kind="primary" type="submit" busy={save.busy}>
              保存
            </Button>
          </div>
        </Form>
      </Surface>
      <Surface title="医保部门主动传来">
        <p>
          请在“账号和身份”里开通一个服务账号，身份选“医保数据接口”，把发给它的令牌交给医保部门。它只能传数据、查自己传的结果，看不到别的。
        </p>
      </Surface>
    </Page>
  );
}
