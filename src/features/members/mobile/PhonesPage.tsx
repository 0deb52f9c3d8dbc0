import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Tag, Trouble } from "#ui/phone/parts.tsx";
import { sayInstant } from "#ui/say.ts";
import type { MySessions } from "../contract.ts";

type Sessions = z.output<typeof MySessions>;

/** Where I am signed in; another phone can be signed out from here. */
export function PhonesPage() {
  const { today } = useMe();
  const sessions = useGet<Sessions>("/api/me/sessions");
  const ending = useAction<unknown, string>("DELETE", (id) => `/api/me/sessions/${id}`);
  return (
    <PhonePage
      bar="登录过的手机"
      title="您在哪里登录着？"
      note="不认识的，请结束它；30天不用会自己退出。"
      back="/m/my"
    >
      <Trouble problem={ending.problem} />
      <Fetched from={sessions}>
        {({ rows }) =>
          rows.map(({ id, device, seenAt, isThis }) => (
            <Card key={id}>
              <div className="ph-apart">
                <h2>{device}</h2>
                {isThis && <Tag tone="good">这一部</Tag>}
              </div>
              <p className="secondary">{sayInstant(seenAt, today)}用过</p>
              {!isThis && (
                <PhoneButton label="结束这次登录" busy={ending.busy} onPress={() => ending.run(id)} />
              )}
            </Card>
          ))
        }
      </Fetched>
    </PhonePage>
  );
}
