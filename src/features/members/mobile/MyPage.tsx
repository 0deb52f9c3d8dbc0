import { useState } from "react";
import { useLargeType } from "#ui/phone/large-type.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { useAnnounced } from "#ui/phone/PhoneShell.tsx";
import { Card, List, Row } from "#ui/phone/parts.tsx";
import { Sheet } from "#ui/phone/Sheet.tsx";
import { leave } from "./leave.ts";

/** Who I am here, what I agreed to, how the pages look, and the way out. */
export function MyPage() {
  const { person, phone } = useMe();
  const links = useAnnounced("myLinks");
  const [large, toggle] = useLargeType();
  const [isLeaving, setLeaving] = useState(false);
  return (
    <PhonePage bar="我的">
      <Card>
        <h1>{person.name}</h1>
        <p className="secondary">
          {person.organisationName}
          <br />
          {phone}
        </p>
      </Card>
      <List label="我的事项">
        {links.map(({ label, note, to }) => (
          <Row key={to} label={label} note={note} to={to} />
        ))}
        <Row label="字号" value={large ? "大字版" : "标准版"} onPress={toggle} />
      </List>
      <PhoneButton label="退出登录" onPress={() => setLeaving(true)} />
      {isLeaving && (
        <Sheet title="退出登录？" closeLabel="再看看" onClose={() => setLeaving(false)}>
          <p>手机里还没提交的内容和照片会清除，已经提交的不受影响。</p>
          <PhoneButton solid label="退出登录" onPress={() => void leave(() => location.assign("/m/"))} />
        </Sheet>
      )}
    </PhonePage>
  );
}
