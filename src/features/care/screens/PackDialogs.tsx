import type { z } from "zod";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Listed, PackPage } from "../contract.ts";

export type Pack = z.output<typeof PackPage>;
export type Asked = "buy" | "issue" | "return" | "list" | "list_hardship" | "count" | "close";
type Props = { pack: Pack; onClose: () => void };

const isCount = (text: string): boolean => /^\d{1,6}$/.test(text);

function BuyDialog({ pack, onClose }: Props) {
  const today = useToday();
  return (
    <FormDialog
      title="登记采购"
      path={`/api/care-packs/${pack.id}/purchases`}
      initial={{ supplier: "", invoice: "", quantity: "", amount: "", on: today }}
      check={({ supplier, quantity, amount }) => ({
        supplier: needed(supplier, "请填写从哪里买的"),
        quantity: !(Number(quantity) > 0) && "请填写份数",
        amount: !(Number(amount) > 0) && "请填写一共多少元",
      })}
      body={(values) => ({ ...values, quantity: Number(values.quantity) })}
      yes="登记"
      onClose={onClose}
    >
      <TextField name="supplier" label="从哪里买的" />
      <TextField name="invoice" label="发票号" optional />
      <TextField name="quantity" label="份数" inputMode="numeric" />
      <TextField name="amount" label="一共多少元" inputMode="decimal" />
      <DateField name="on" label="哪天到的" />
    </FormDialog>
  );
}

function placesOf(pack: Pack): { value: string; label: string }[] {
  const places = pack.places.map((each) => ({
    value: each.organisationId,
    label: `${each.name}，现有${each.left}份`,
  }));
  return places.length > 0 || !pack.own ? places : [{ value: pack.own.id, label: pack.own.name }];
}

const IssueDialog = ({ pack, onClose }: Props) => (
  <FormDialog
    title="调拨"
    path={`/api/care-packs/${pack.id}/issues`}
    initial={{
      fromId: pack.own?.id ?? pack.places[0]?.organisationId ?? "",
      toId: "",
      quantity: "",
      note: "",
    }}
    check={({ toId, quantity }) => ({
      toId: needed(toId, "请选发给谁"),
      quantity: !(Number(quantity) > 0) && "请填写份数",
    })}
    body={(values) => ({ ...values, quantity: Number(values.quantity) })}
    yes="调拨"
    onClose={onClose}
  >
    <SelectField name="fromId" label="从哪里拿" options={placesOf(pack)} />
    <OrganisationField name="toId" label="发给谁" />
    <TextField name="quantity" label="份数" inputMode="numeric" />
    <TextField name="note" label="说明" optional />
  </FormDialog>
);

const ReturnDialog = ({ pack, onClose }: Props) => (
  <FormDialog
    title="退回市里"
    path={`/api/care-packs/${pack.id}/issues`}
    initial={{ fromId: pack.own?.id ?? pack.places[0]?.organisationId ?? "", quantity: "", note: "" }}
    check={({ quantity }) => ({ quantity: !(Number(quantity) > 0) && "请填写份数" })}
    body={(values) => ({ ...values, quantity: Number(values.quantity) })}
    yes="退回"
    onClose={onClose}
  >
    <SelectField name="fromId" label="从哪里退" options={placesOf(pack)} />
    <TextField name="quantity" label="份数" inputMode="numeric" />
    <TextField name="note" label="说明" optional />
  </FormDialog>
);

const sayListed = (reply: unknown): void =>
  toast(`登记了${(reply as z.output<typeof Listed>).added}人，已在名单上的没有重复登记。`);

/** Nothing to fill in: who is meant stands on the hardship lists. */
const HardshipDialog = ({ pack, onClose }: Props) => (
  <FormDialog
    title="登记困难职工？"
    path={`/api/care-packs/${pack.id}/hardship-recipients`}
    initial={{}}
    yes="登记"
    onClose={onClose}
    onDone={sayListed}
  >
    <p>把困难名单上同意比对的职工都登记为领取人。名单上看不出是因为困难登记的。</p>
  </FormDialog>
);

const ListDialog = ({ pack, onClose }: Props) => (
  <FormDialog
    title="登记领取名单"
    path={`/api/care-packs/${pack.id}/recipients`}
    initial={{ organisationId: "", names: "" }}
    check={({ organisationId, names }) => ({
      organisationId: needed(organisationId, "请选单位"),
      names: needed(names, "请把姓名写进来"),
    })}
    yes="登记"
    onClose={onClose}
    onDone={sayListed}
  >
    <OrganisationField name="organisationId" label="单位" />
    <TextArea
      name="names"
      label="姓名"
      rows={8}
      hint="一行一个人，可以从表格里粘贴。同名的，在后面空一格写个区别，例如手机尾号。"
    />
  </FormDialog>
);

const CountDialog = ({ pack, onClose }: Props) => (
  <FormDialog
    title="登记盘点差异"
    path={`/api/care-packs/${pack.id}/counts`}
    initial={{ organisationId: pack.own?.id ?? "", counted: "", reason: "" }}
    check={({ counted, reason }) => ({
      counted: !isCount(counted) && "请填写数到几份",
      reason: needed(reason, "请写明为什么不一样"),
    })}
    body={(values) => ({ ...values, counted: Number(values.counted) })}
    yes="登记"
    onClose={onClose}
  >
    <SelectField name="organisationId" label="在哪里盘点" options={placesOf(pack)} />
    <TextField name="counted" label="实际数到" inputMode="numeric" hint="份" />
    <TextArea name="reason" label="为什么不一样" />
  </FormDialog>
);

const CloseDialog = ({ pack, onClose }: Props) => (
  <ReasonDialog
    title="结束这一批？"
    hint={`还剩${pack.left}份，写明怎么处理。结束以后不能再调拨和发放。`}
    yes="结束"
    path={`/api/care-packs/${pack.id}/closing`}
    onClose={onClose}
  />
);

const dialogs = {
  buy: BuyDialog,
  issue: IssueDialog,
  return: ReturnDialog,
  list: ListDialog,
  list_hardship: HardshipDialog,
  count: CountDialog,
  close: CloseDialog,
};

/** The one that was asked for. */
export function PackDialog({ asked, pack, onClose }: Props & { asked: Asked }) {
  const Asked = dialogs[asked];
  return <Asked pack={pack} onClose={onClose} />;
}
