import type { z } from "zod";
import { refresh } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Surface } from "#ui/page.tsx";
import { Done, Note } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { type UploadState, useUpload } from "#ui/upload.ts";
import type { ResultReply } from "../contract.ts";
import { paymentTexts } from "../text.ts";

type Reply = z.output<typeof ResultReply>;

/** The bank's answer is read back: it fits as a whole, or everything in which it differs is listed. */
export function ResultUpload({ batchId }: { batchId: string }) {
  const upload = useUpload<Reply>(
    `/api/payment-batches/${batchId}/result`,
    () => void refresh("/api/payment", "/api/counts"),
  );
  const { state } = upload;
  return (
    <Surface title="银行结果">
      {state.at === "done" ? (
        <Answer reply={state.reply} again={upload.reset} />
      ) : (
        <UploadArea
          title="上传银行结果"
          accepts="从网上银行下载的结果文件，文本或 CSV，最大20MB。逐笔核对编号、账号和金额，全部对上才读入"
          extensions=".txt,.csv"
          maxBytes={20 * 1024 * 1024}
          state={state}
          onFile={upload.start}
          onCancel={upload.cancel}
        />
      )}
      <Problems state={state} />
    </Surface>
  );
}

function Answer({ reply, again }: { reply: Reply; again: () => void }) {
  return (
    <Done
      title={`付成${sayCount(reply.paid)}笔，失败${sayCount(reply.failed)}笔`}
      actions={
        <>
          {reply.failed > 0 && (
            <ButtonLink kind="primary" to="/payments?state=to_correct">
              更正没付成的
            </ButtonLink>
          )}
          {reply.open > 0 && (
            <button type="button" className="link" onClick={again}>
              再传一份结果
            </button>
          )}
        </>
      }
    >
      {reply.known > 0 && <p>另有{sayCount(reply.known)}笔以前读入过，没有重复登记。</p>}
      {reply.open > 0 && <p>还有{sayCount(reply.open)}笔银行没有办完，办完后再上传结果。</p>}
    </Done>
  );
}

/** Every line that is wrong, where there are more than the one the refusal is about. */
function Problems({ state }: { state: UploadState<Reply> }) {
  if (state.at !== "failed") return null;
  const { rows, codes, said } = state.problem.facts as Readonly<
    Record<string, readonly string[] | undefined>
  >;
  if (!rows || !codes || rows.length < 2) return null;
  return (
    <Note title={`一共${sayCount(rows.length)}处`}>
      {rows.slice(0, 50).map((row, i) => {
        const facts = { ...JSON.parse(said?.[i] ?? "{}"), row, problems: 1 };
        const text = paymentTexts[codes[i] ?? ""]?.(facts);
        return (
          <p key={`${row} ${codes[i]} ${said?.[i]}`}>{text?.detail.replace("没有改变任何数据。", "")}</p>
        );
      })}
    </Note>
  );
}
