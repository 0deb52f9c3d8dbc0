import { useState } from "react";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import { useNames } from "../text.ts";
import { ClaimDialog } from "./ClaimDialog.tsx";
import { Arrivals, Uses } from "./Parts.tsx";
import { ProposeDialog } from "./ProposeDialog.tsx";
import type { FiscalDetail } from "./words.tsx";

/** One fiscal grant: its document, its money, its use. */
export function FiscalPage() {
  const page = useGet<FiscalDetail>(`/api/fiscal-grants/${useParam("fiscalGrantId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(grant) => <FiscalView grant={grant} />}
    </Loaded>
  );
}

function FiscalView({ grant }: { grant: FiscalDetail }) {
  const [opened, setOpened] = useState<"claim" | "propose">();
  const close = () => setOpened(undefined);
  const mayClaim = grant.allowed.includes("claim");
  return (
    <Page>
      <PageTitle
        title={`${grant.purpose}，${sayMoney(grant.amount)}元`}
        subtitle={`${grant.number} · ${grant.document}`}
        crumb={grant.number}
      >
        {mayClaim && (
          <Button kind="primary" onClick={() => setOpened("claim")}>
            认领来款
          </Button>
        )}
        {grant.allowed.includes("propose") && (
          <Button kind={mayClaim ? "default" : "primary"} onClick={() => setOpened("propose")}>
            提出拨付
          </Button>
        )}
      </PageTitle>
      <div className="columns">
        <Surface title="文件">
          <Facts
            rows={[
              ["下达机关", grant.issuer],
              ["文件", grant.document],
              ["下达日期", <DateText key="on" day={grant.issuedOn} />],
              ["用途", `${grant.purpose}，只能用于${useNames[grant.useFor]}`],
              ["下达", <MoneyText key="sum" yuan={grant.amount} unit />],
              ["到账", <MoneyText key="in" yuan={grant.received} unit />],
              ["还没有使用", <MoneyText key="left" yuan={grant.left} unit />],
              ["登记", grant.registeredBy],
            ]}
          />
        </Surface>
        <Arrivals rows={grant.arrivals} mayRelease={grant.allowed.includes("release")} />
      </div>
      <Uses rows={grant.uses} />
      {opened === "claim" && (
        <ClaimDialog
          kind="fiscal_grant"
          path={`/api/fiscal-grants/${grant.id}/claims`}
          open={grant.open}
          onClose={close}
        />
      )}
      {opened === "propose" && (
        <ProposeDialog
          source="fiscal_grant"
          sourceId={grant.id}
          onlyFor={grant.useFor}
          left={grant.left}
          onClose={close}
        />
      )}
    </Page>
  );
}
