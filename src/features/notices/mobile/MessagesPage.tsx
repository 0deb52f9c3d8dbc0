import { useEffect } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing, Tag } from "#ui/phone/parts.tsx";
import { Link } from "#ui/router.tsx";
import { sayInstant } from "#ui/say.ts";
import type { NoticeList } from "../contract.ts";

type Notices = z.output<typeof NoticeList>;

/** What I was told. Opening the page is having read it. */
export function MessagesPage() {
  const { today } = useMe();
  const notices = useGet<Notices>("/api/me/notices", { limit: 100 });
  const { run } = useAction("POST", "/api/me/notices/read", { refreshes: ["/api/me/notices/unread"] });
  const unread = notices.data?.unread ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what is new; `run` is another one each time.
  useEffect(() => {
    if (unread > 0) run({});
  }, [unread]);
  return (
    <PhonePage bar="消息" title="给您的消息" back="/m/">
      <Fetched from={notices}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="还没有消息">申领有进展、保障快到期时，会在这里告诉您。</Nothing>
          ) : (
            rows.map(({ id, title, body, link, toldAt, isRead }) => (
              <Card key={id}>
                <div className="ph-apart">
                  <h2>{title}</h2>
                  {!isRead && <Tag tone="step">新</Tag>}
                </div>
                <p>{body}</p>
                <p className="secondary">{sayInstant(toldAt, today)}</p>
                {link?.startsWith("/m/") && (
                  <Link className="ph-row ph-row-go" to={link}>
                    <span className="ph-row-words">看看</span>
                  </Link>
                )}
              </Card>
            ))
          )
        }
      </Fetched>
    </PhonePage>
  );
}
