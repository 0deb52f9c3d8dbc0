import { useListing } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type Item, itemColumns } from "./items.tsx";

/** What was refused or is told with another sum, of all files, until somebody has dealt with it. */
export function DifferenceList() {
  const list = useListing<Item>("/api/national-differences");
  return (
    <Page>
      <PageTitle
        title={
          list.first && (list.total === 0 ? "没有没处理的差异" : `${sayCount(list.total)}处差异等您处理`)
        }
        subtitle="被退回的，或者对方的金额和我们的不同"
      />
      <Surface flush>
        <DataTable
          label="差异"
          unit="处"
          from={list}
          columns={itemColumns}
          rowKey={(row) => row.id}
          empty={<Empty title="都处理完了">读回结果以后，不一致的会列在这里。</Empty>}
        />
      </Surface>
    </Page>
  );
}
