import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { MoneyField, SelectField } from "#ui/forms/fields.tsx";
import { Loaded } from "#ui/States.tsx";
import { sayMoney } from "#ui/Text.tsx";
import type { LineList } from "../contract.ts";

type Props = {
  kind: "donation" | "fiscal_grant";
  path: string;
  open: string;
  onClose: () => void;
};
type Lines = z.output<typeof LineList>;

/** 认领来款: which decided bank line brought it, and how much of the line. */
export function ClaimDialog(props: Props) {
  const lines = useGet<Lines>(`/api/donation-lines?kind=${props.kind}`);
  return (
    <Loaded from={lines} bones={null}>
      {({ rows }) => (rows.length > 0 ? <Choose rows={rows} {...props} /> : <Nothing {...props} />)}
    </Loaded>
  );
}

const Nothing = ({ kind, onClose }: Props) => (
  <Dialog title="没有可以认领的来款" onClose={onClose}>
    <p>
      请出纳先在“银行来款”里把这笔来款核对为{kind === "donation" ? "捐赠" : "财政专项"}
      。核对时已经入账，认领不再记账。
    </p>
    <div className="row">
      <Button onClick={onClose}>知道了</Button>
    </div>
  </Dialog>
);

function Choose({ rows, path, open, onClose }: Props & { rows: Lines["rows"] }) {
  return (
    <FormDialog
      title="认领来款"
      path={path}
      initial={{ lineId: rows[0]?.id ?? "", amount: open }}
      check={({ amount }) => ({ amount: needed(amount, "请填写金额") })}
      yes="认领"
      onClose={onClose}
    >
      <SelectField
        name="lineId"
        label="哪一笔来款"
        options={rows.map((line) => ({
          value: line.id,
          label: `${line.on} ${line.name}，还有${sayMoney(line.left)}元没有认领`,
        }))}
        hint="来款核对时已经入账，认领不再记账"
      />
      <MoneyField name="amount" label="认领金额" hint={`还有${sayMoney(open)}元没有收到`} />
    </FormDialog>
  );
}
