import { useGet } from "#ui/api.ts";
import { List, Row, Tag } from "#ui/phone/parts.tsx";

/** The way to the messages, with how many are new. */
export function MessagesLink() {
  const { data } = useGet<{ readonly unread: number }>("/api/me/notices/unread");
  const unread = data?.unread ?? 0;
  return (
    <List>
      <Row
        label="消息"
        value={unread > 0 ? <Tag tone="step">{unread}条没看</Tag> : undefined}
        to="/m/notices"
      />
    </List>
  );
}
