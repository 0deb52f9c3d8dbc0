import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Fetched, List, Row, Tag } from "#ui/phone/parts.tsx";
import type { MyConsents } from "../contract.ts";

export type Consents = z.output<typeof MyConsents>;

/** Each purpose by itself: read, agree, withdraw. */
export function ConsentsPage() {
  const consents = useGet<Consents>("/api/me/consents");
  return (
    <PhonePage
      bar="个人信息的同意"
      title="您同意了哪些？"
      note="每一项单独决定。撤回和同意一样容易。"
      back="/m/my"
    >
      <Fetched from={consents}>
        {({ rows }) => (
          <List label="各项同意">
            {rows.map(({ purpose, title, summary, given }) => (
              <Row
                key={purpose}
                label={title}
                note={summary}
                value={given ? <Tag tone="good">已同意</Tag> : <Tag>没有同意</Tag>}
                to={`/m/my/consents/${purpose}`}
              />
            ))}
          </List>
        )}
      </Fetched>
    </PhonePage>
  );
}
