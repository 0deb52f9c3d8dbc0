import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { PhoneField } from "#ui/phone/fields.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing, Trouble } from "#ui/phone/parts.tsx";
import type { MyModels } from "../contract.ts";

type Row = z.output<typeof MyModels>["rows"][number];

/** 示范单位: who is on notice, and what one has to say against it. */
export function ModelsPage() {
  const found = useGet<z.output<typeof MyModels>>("/api/me/model-units");
  return (
    <PhonePage bar="示范单位" title="哪些单位做得好" back="/m/">
      <Fetched from={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="还没有示范单位">提名以后先公示5个工作日，您可以在这里提意见。</Nothing>
          ) : (
            rows.map((row) => <ModelCard key={row.id} row={row} />)
          )
        }
      </Fetched>
    </PhonePage>
  );
}

function ModelCard({ row }: { row: Row }) {
  const [words, setWords] = useState("");
  const act = useAction("POST", `/api/me/model-units/${row.id}/objections`, { onDone: () => setWords("") });
  return (
    <Card>
      <h2>{row.unit}</h2>
      <p>{row.reason}</p>
      <p className="secondary">
        {row.month}
        {row.state === "published" ? "，示范单位" : `，公示到${row.noticeUntil}`}
      </p>
      {row.objections.map((each) => (
        <p key={each.words}>
          您的意见：{each.words}
          <br />
          {each.answer ? `答复：${each.answer}` : "已收到，答复以后才会公布。"}
        </p>
      ))}
      {row.isOnNotice && (
        <>
          <PhoneField label="有不同意见" hint="这家单位看不到是谁提的" value={words} onChange={setWords} />
          <Trouble problem={act.problem} />
          <PhoneButton
            label="提出意见"
            why={words.trim().length < 2 ? "请先写意见" : undefined}
            busy={act.busy}
            onPress={() => act.run({ words })}
          />
        </>
      )}
    </Card>
  );
}
