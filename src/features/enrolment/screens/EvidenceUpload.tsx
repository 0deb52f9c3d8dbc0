import { useState } from "react";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Done } from "#ui/States.tsx";
import { useUpload } from "#ui/upload.ts";
import { rosterChanged } from "./changed.ts";
import { evidenceChoices } from "./words.ts";

type Props = { path: string; batchId: string; papers: number };

/** A paper for a line under review: PDF or photograph. */
export function EvidenceUpload({ path, batchId, papers }: Props) {
  const [kind, setKind] = useState("not_retired_statement");
  const upload = useUpload<{ evidenceId: string }>(`${path}?kind=${kind}`, () => void rosterChanged(batchId));
  const brought = papers + (upload.state.at === "done" ? 1 : 0);
  return (
    <section>
      {brought > 0 && <Done title={`已有${brought}份证明`}>市总工会审核时会看到。可以再传。</Done>}
      <label className="filter">
        材料：
        <select value={kind} onChange={(event) => setKind(event.target.value)}>
          {evidenceChoices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <UploadArea
        title="上传证明"
        accepts="PDF，或 JPEG、PNG 图片，最大20MB"
        extensions=".pdf,.jpg,.jpeg,.png"
        maxBytes={20 * 1024 * 1024}
        state={upload.state}
        onFile={upload.start}
        onCancel={upload.cancel}
      />
    </section>
  );
}
