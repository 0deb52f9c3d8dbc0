import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { DateText } from "#ui/Text.tsx";
import type { BulletinView } from "../contract.ts";
import { kindNames } from "../text.ts";
import { ProgressTable } from "./ProgressTable.tsx";

type Bulletin = z.output<typeof BulletinView>;

/** A bulletin as it was published; nobody changes it. */
export function BulletinPage() {
  const found = useGet<Bulletin>(`/api/bulletins/${useParam("bulletinId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(bulletin) => (
        <Page>
          <PageTitle
            title={bulletin.title}
            subtitle={
              <>
                {kindNames[bulletin.kind]} · {bulletin.number} · {bulletin.publishedBy}发布于
                <DateText day={bulletin.publishedOn} />
              </>
            }
            crumb={bulletin.number}
          >
            <a className="button" href={`/api/bulletins/${bulletin.id}/pdf`}>
              下载打印版
            </a>
            <a className="button" href={`/api/bulletins/${bulletin.id}/workbook`}>
              下载表格
            </a>
          </PageTitle>
          <Surface>
            {bulletin.words.split("\n").map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p className="secondary">已发布，内容不能再改。</p>
          </Surface>
          <Surface flush>
            <ProgressTable rows={bulletin.table} />
          </Surface>
        </Page>
      )}
    </Loaded>
  );
}
