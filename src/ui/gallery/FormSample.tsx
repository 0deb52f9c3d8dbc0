import { useState } from "react";
import { z } from "zod";
import { Button } from "../Button.tsx";
import { DateField, MonthField } from "../forms/dates.tsx";
import {
  CheckField,
  ChoiceField,
  GroupedField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from "../forms/fields.tsx";
import { Form, useForm } from "../forms/form.tsx";
import { UploadArea } from "../forms/UploadArea.tsx";
import { Page, PageTitle, Surface } from "../page.tsx";
import { toast } from "../Toast.tsx";
import type { UploadState } from "../upload.ts";

const Shape = z.object({
  name: z.string().min(2, "请写单位全称。"),
  amount: z.string().regex(/^\d+(\.\d{1,2})?$/, "请写金额，例如1,234.50。"),
  identity: z.string().length(18, "身份证号是18位。"),
  phone: z.string().regex(/^1\d{10}$/, "手机号是11位，以1开头。"),
  union: z.string().min(1),
});

/** All form parts, and an upload in each of its states. */
export function FormSample() {
  const form = useForm({
    initial: {
      name: "",
      amount: "168640",
      identity: "",
      phone: "",
      card: "",
      union: "",
      day: "2025-01-10",
      month: "2025-01",
      mode: "pool",
      agree: false,
      note: "",
    },
    schema: Shape,
  });
  const [upload, setUpload] = useState<UploadState<unknown>>({ at: "waiting" });
  return (
    <Page>
      <PageTitle title="表单的每一种填法" subtitle="离开一栏时检查这一栏，提交时一次说全" />
      <Surface title="登记单位">
        <Form form={form} guard onSubmit={() => toast("已保存草稿", () => undefined)}>
          <TextField name="name" label="单位名称" hint="与公章一致。" />
          <MoneyField name="amount" label="金额" />
          <GroupedField kind="identity" name="identity" label="身份证号" />
          <GroupedField kind="phone" name="phone" label="联系人手机" />
          <GroupedField kind="card" name="card" label="银行账号" optional />
          <SelectField
            name="union"
            label="上级工会"
            options={[
              { value: "1", label: "台前县总工会" },
              { value: "2", label: "范县总工会" },
            ]}
          />
          <DateField name="day" label="从哪天起" />
          <MonthField name="month" label="结算月份" />
          <ChoiceField
            name="mode"
            label="会费方式"
            options={[
              { value: "pool", label: "直接缴到专用账户", hint: "补助由各级工会另缴" },
              { value: "reimburse", label: "单位先缴，补助再返还" },
            ]}
          />
          <TextArea name="note" label="说明" optional />
          <CheckField name="agree" label="以上内容已与单位核对" />
          <div className="row">
            <Button kind="primary" type="submit">
              登记单位
            </Button>
            <Button onClick={form.reset}>重新填写</Button>
          </div>
        </Form>
      </Surface>
      <UploadArea
        title="上传2月名册"
        accepts="Excel 表（.xlsx、.xls）或 CSV，最大50MB，列的顺序不限"
        extensions=".xlsx,.xls,.csv"
        maxBytes={50 * 1024 * 1024}
        state={upload}
        onFile={(file) => setUpload({ at: "sending", file, sent: file.size * 0.64, secondsLeft: 12 })}
        onCancel={() => setUpload({ at: "waiting" })}
      >
        <Button kind="plain">下载空白表</Button>
      </UploadArea>
      <UploadArea
        title="上传"
        accepts="Excel 表"
        extensions=".xlsx"
        maxBytes={1}
        state={{
          at: "sending",
          file: new File(["x".repeat(9_000_000)], "2月花名册.xlsx"),
          sent: 5_760_000,
          secondsLeft: 12,
        }}
        onFile={() => undefined}
        onCancel={() => undefined}
      />
    </Page>
  );
}
