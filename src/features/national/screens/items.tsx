import { useState } from "react";
import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { useMay } from "#ui/session.tsx";
import { MoneyText, StatusTag, sayMoney, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import type { ItemList } from "../contract.ts";
import { itemStates, resolutions } from "../text.ts";

export type Item = z.output<typeof ItemList>["rows"][number];

const tones: Record<Item["state"], Tone> = {
  sent: "plain",
  accepted: "good",
  paid: "good",
  refused: "bad",
  failed: "bad",
  differs: "wait",
};

export const itemColumns: readonly Column<Item>[] = [
  { key: "line", title: "行", width: 80, right: true, cell: (row) => row.line },
  { key: "what", title: "内容", width: 200, phone: "title", cell: (row) => row.what },
  { key: "unit", title: "单位", width: 220, low: true, cell: (row) => row.unitName },
  {
    key: "state",
    title: "情况",
    width: 110,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.isOpen || !row.resolution ? tones[row.state] : "plain"}>
        {itemStates[row.state]}
      </StatusTag>
    ),
  },
  {
    key: "amount",
    title: "金额（元）",
    width: 130,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  {
    key: "number",
    title: "系统编号",
    width: 180,
    tight: true,
    low: true,
    cell: (row) => row.externalNumber ?? "",
  },
  { key: "why", title: "说明", phone: "second", cell: (row) => whyOf(row) },
  { key: "action", title: "", width: 100, phone: "action", cell: (row) => <Resolve item={row} /> },
];

const whyOf = ({ state, theirAmount, reason, resolution, note }: Item): string =>
  [
    state === "differs" && theirAmount && `对方是${sayMoney(theirAmount)}元`,
    reason,
    resolution && `${resolutions[resolution]}：${note ?? ""}`,
  ]
    .filter(Boolean)
    .join("；");

function Resolve({ item }: { item: Item }) {
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!item.isOpen || !may("national.exchange")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>处理</Button>
      {isOpen && <ResolveDialog item={item} close={() => setOpen(false)} />}
    </>
  );
}

function ResolveDialog({ item, close }: { item: Item; close: () => void }) {
  const form = useForm({ initial: { resolution: "resend", note: "" } });
  const resolve = useAction<unknown, object>("POST", `/api/national-items/${item.id}/resolution`, {
    refreshes: ["/api/national"],
    onDone: close,
  });
  return (
    <Dialog title={`${item.what}：${itemStates[item.state]}`} onClose={close}>
      <Form form={form} problem={resolve.problem} onSubmit={() => resolve.run(form.values)}>
        <p>{whyOf(item)}</p>
        <ChoiceField
          name="resolution"
          label="怎么办"
          options={[
            { value: "resend", label: "下次重新送：我方资料已经改好，或对方看错了" },
            { value: "accept", label: "按对方的认可：不再送，以对方的为准" },
          ]}
        />
        <TextArea name="note" label="怎么核对的" />
        <div className="row">
          <Button onClick={close}>再看看</Button>
          <Button kind="primary" type="submit" busy={resolve.busy}>
            记下来
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
