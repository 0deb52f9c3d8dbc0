import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Settings } from "../contract.ts";
import { kindNames } from "../text.ts";

type Shown = z.output<typeof Settings>;

/** Who pays claims, and what the province calls the columns. */
export function NationalSettings() {
  const settings = useGet<Shown>("/api/national-settings");
  return (
    <Loaded from={settings} bones={<PageBones />}>
      {(shown) => <One key={JSON.stringify(shown)} settings={shown} />}
    </Loaded>
  );
}

const groups = { ...kindNames, result: "结果" } as const;

function One({ settings }: { settings: Shown }) {
  const { provincePays, titles } = settings;
  const form = useForm<Record<string, string>>({
    initial: {
      pays: provincePays ? "province" : "city",
      ...Object.fromEntries(titles.map(({ key, title }) => [key, title])),
    },
  });
  const save = useAction<unknown, object>("PUT", "/api/national-settings", {
    refreshes: ["/api/national"],
    onDone: () => toast("已保存，从现在起有效"),
  });
  const { values } = form;
  const send = () =>
    save.run({
      provincePays: values.pays === "province",
      titles: Object.fromEntries(titles.map(({ key }) => [key, values[key] ?? ""])),
    });
  return (
    <Page>
      <PageTitle
        title={provincePays ? "申领由本市审核，省里付款" : "申领由本市审核，本市付款"}
        subtitle="数智化系统的文件格式没有公开，下面的栏目名是我们定的，可以改成省里要求的名字"
      />
      <Form form={form} problem={save.problem} onSubmit={send} guard>
        <Surface title="谁付款" note="改了以后通过的申领按新的办；已经在路上的不变">
          <ChoiceField
            name="pays"
            label="申领的互助金"
            options={[
              { value: "city", label: "本市付：出纳编批，银行付款" },
              { value: "province", label: "省里付：导出给数智化系统，按读回的结果登记" },
            ]}
          />
        </Surface>
        {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
          <Surface key={group} title={`${groups[group]}的栏目`}>
            {titles
              .filter(({ key }) => key.startsWith(`${group}.`))
              .map(({ key, usual }) => (
                <TextField key={key} name={key} label={usual} />
              ))}
          </Surface>
        ))}
        <div className="row">
          <Button kind="primary" type="submit" busy={save.busy}>
            保存
          </Button>
        </div>
      </Form>
    </Page>
  );
}
