import { useEffect, useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { PhoneCheck, PhoneField } from "#ui/phone/fields.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Nothing, Trouble } from "#ui/phone/parts.tsx";
import type { NoticeSettings } from "../contract.ts";
import { channelNames } from "../text.ts";

type Settings = z.output<typeof NoticeSettings>;
type Channel = Settings["channels"][number];

/** By which ways I hear of what; the messages here have everything. */
export function MessageSettingsPage() {
  const settings = useGet<Settings>("/api/me/notice-settings");
  return (
    <PhonePage
      bar="通知"
      title="通知怎么告诉您？"
      note="这里的消息总是全的。下面的可以随时关掉。"
      back="/m/my"
    >
      <Fetched from={settings}>
        {(mine) =>
          mine.channels.length === 0 ? (
            <Nothing title="现在只有站内消息">市总工会还没有开通短信、邮件和微信。</Nothing>
          ) : (
            mine.channels.map((channel) => <Way key={channel} channel={channel} mine={mine} />)
          )
        }
      </Fetched>
    </PhonePage>
  );
}

function Way({ channel, mine }: { channel: Channel; mine: Settings }) {
  const want = useAction<unknown, { purpose: string; wanted: boolean }>(
    "PUT",
    ({ purpose }) => `/api/me/notice-settings/${channel}/${purpose}`,
    { refreshes: ["/api/me/notice-settings"] },
  );
  const isOpen =
    channel === "sms" || (channel === "email" ? mine.emailIsConfirmed : Boolean(mine.wechat?.isLinked));
  return (
    <Card>
      <h2>{channelNames[channel]}</h2>
      {channel === "email" && <Email mine={mine} />}
      {channel === "wechat" && mine.wechat && <WeChat wechat={mine.wechat} />}
      <Trouble problem={want.problem} />
      {isOpen &&
        mine.purposes.map(({ purpose, name, muted }) => (
          <PhoneCheck
            key={purpose}
            checked={!muted.includes(channel)}
            onChange={(wanted) => want.run({ purpose, wanted })}
          >
            {name}
          </PhoneCheck>
        ))}
    </Card>
  );
}

function Email({ mine }: { mine: Settings }) {
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const refreshes = ["/api/me/notice-settings"];
  const set = useAction<unknown, { email: string }>("PUT", "/api/me/notice-settings/email", { refreshes });
  const confirm = useAction<unknown, { code: string }>("POST", "/api/me/notice-settings/email/confirmation", {
    refreshes,
  });
  const remove = useAction("DELETE", "/api/me/notice-settings/email", { refreshes });
  if (mine.email && mine.emailIsConfirmed)
    return (
      <>
        <p>发到{mine.email}</p>
        <PhoneButton quiet label="不再发邮件" busy={remove.busy} onPress={() => remove.run()} />
      </>
    );
  if (mine.email)
    return (
      <>
        <PhoneField
          label="邮件里的6位验证码"
          value={code}
          onChange={setCode}
          inputMode="numeric"
          hint={`已发到${mine.email}`}
        />
        <Trouble problem={confirm.problem} />
        <PhoneButton
          label="确认邮箱"
          busy={confirm.busy}
          why={code.length !== 6 && "请填写验证码"}
          onPress={() => confirm.run({ code })}
        />
        <PhoneButton quiet label="换一个邮箱" onPress={() => remove.run()} />
      </>
    );
  return (
    <>
      <PhoneField label="邮箱" value={email} onChange={setEmail} type="email" autoComplete="email" />
      <Trouble problem={set.problem} />
      <PhoneButton
        label="发验证码到邮箱"
        busy={set.busy}
        why={!email.includes("@") && "请填写邮箱"}
        onPress={() => set.run({ email: email.trim() })}
      />
    </>
  );
}

/** WeChat asks for consent on a page of its own and comes back here with a code. */
function WeChat({ wechat }: { wechat: NonNullable<Settings["wechat"]> }) {
  const refreshes = ["/api/me/notice-settings"];
  const link = useAction<unknown, { code: string }>("PUT", "/api/me/notice-settings/wechat", { refreshes });
  const unlink = useAction("DELETE", "/api/me/notice-settings/wechat", { refreshes });
  const code = new URLSearchParams(location.search).get("code");
  const { run } = link;
  useEffect(() => {
    if (!code) return;
    history.replaceState(null, "", location.pathname);
    run({ code });
  }, [code, run]);
  if (wechat.isLinked)
    return <PhoneButton quiet label="不再用微信接收" busy={unlink.busy} onPress={() => unlink.run()} />;
  if (!/MicroMessenger/.test(navigator.userAgent))
    return <p className="secondary">在微信里打开这一页，就可以用微信接收通知。</p>;
  const back = encodeURIComponent(location.origin + location.pathname);
  const address = `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${wechat.appId}&redirect_uri=${back}&response_type=code&scope=snsapi_base#wechat_redirect`;
  return (
    <>
      <Trouble problem={link.problem} />
      {link.reply !== undefined && <p className="secondary">正在连接微信，过一会儿再打开这一页看看。</p>}
      <a className="ph-button" href={address}>
        用微信接收通知
      </a>
    </>
  );
}
