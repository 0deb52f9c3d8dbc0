import { Button } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Surface } from "#ui/page.tsx";
import { setQuery } from "#ui/router.tsx";
import { Done } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useUpload } from "#ui/upload.ts";
import { rosterChanged } from "./changed.ts";
import { accepted, fiftyMegabytes, type Page } from "./words.ts";

/** Only what was wrong, as a small file: each line finds its place by identity number or name. */
export function SendCorrections({ page }: { page: Page }) {
  const upload = useUpload<{ corrected: number; unchanged: number }>(
    `/api/rosters/${page.id}/corrections`,
    () => void rosterChanged(page.id),
  );
  const { state } = upload;
  return (
    <Surface
      title="只补交改正的行"
      aside={
        <Button kind="plain" onClick={() => setQuery({ corrections: "" })}>
          收起
        </Button>
      }
    >
      {state.at === "done" && (
        <Done title={`已改正${sayCount(state.reply.corrected)}行`}>
          {state.reply.unchanged > 0 && `另有${sayCount(state.reply.unchanged)}行和名册里的一样。`}
        </Done>
      )}
      <UploadArea
        title="选择补交的文件"
        accepts="只要姓名、身份证号等列和改正的那几行，按身份证号或姓名找到原来的行"
        extensions={accepted}
        maxBytes={fiftyMegabytes}
        state={state}
        onFile={upload.start}
        onCancel={upload.cancel}
      />
    </Surface>
  );
}
