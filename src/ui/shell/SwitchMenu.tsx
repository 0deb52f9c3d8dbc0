import { useEffect } from "react";
import { request, useAction } from "../api.ts";
import { type Grant, useSession } from "../session.tsx";
import { usePopover } from "./popover.ts";
import { usePreferences } from "./preferences.ts";
import "./shell.css";

const asked = "tongzhou:switch";

/** Opens the switch from elsewhere: a page that is out of reach offers 切换身份. */
export const askForSwitch = () => void dispatchEvent(new Event(asked));

/** Person, role and part of the tree in one. Changing it reloads to that role's home. */
export function SwitchMenu() {
  const session = useSession();
  const { box, isOpen, setOpen } = usePopover<HTMLDivElement>();
  const grant = session.current;
  const change = useAction<unknown, { grantId: string; cityId: number }>("POST", "/api/session/grant", {
    onDone: () => location.assign("/"),
  });
  useEffect(() => {
    const open = () => setOpen(true);
    addEventListener(asked, open);
    return () => removeEventListener(asked, open);
  }, [setOpen]);
  const leave = () =>
    void request("DELETE", "/api/session").then(
      () => location.assign("/"),
      () => location.assign("/"),
    );
  return (
    <div className="who" ref={box}>
      <button type="button" className="who-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          <span className="who-role">{grant.roleName}</span>
          <span className="who-place">{grant.organisationName}</span>
        </span>
      </button>
      {isOpen && (
        <div className="popover menu">
          <div className="menu-head">
            {session.account.name}（{session.account.login}）
          </div>
          <div role="radiogroup" aria-label="身份">
            {session.grants.map((other) => (
              <GrantItem
                key={`${other.id} ${other.cityId}`}
                grant={other}
                isCurrent={other.id === grant.id && other.cityId === grant.cityId}
                choose={() => change.run({ grantId: other.id, cityId: other.cityId })}
              />
            ))}
          </div>
          <hr className="menu-line" />
          <LookItems />
          <hr className="menu-line" />
          <button type="button" className="menu-item" onClick={leave}>
            退出登录
          </button>
        </div>
      )}
    </div>
  );
}

function GrantItem({ grant, isCurrent, choose }: { grant: Grant; isCurrent: boolean; choose: () => void }) {
  return (
    <button
      type="button"
      role="radio"
      className="menu-item"
      aria-checked={isCurrent}
      onClick={() => !isCurrent && choose()}
    >
      <span>
        <span className="who-role">{grant.roleName}</span>
        <span className="secondary">
          {grant.reach === "province" ? grant.cityName : grant.organisationName}
        </span>
      </span>
      {isCurrent && <span className="small">当前</span>}
    </button>
  );
}

function LookItems() {
  const { density, type, choose } = usePreferences();
  return (
    <>
      <button
        type="button"
        className="menu-item"
        onClick={() => choose({ density: density === "compact" ? "roomy" : "compact" })}
      >
        表格行距
        <span className="secondary">{density === "compact" ? "紧凑，换成宽松" : "宽松，换成紧凑"}</span>
      </button>
      <button
        type="button"
        className="menu-item"
        onClick={() => choose({ type: type === "normal" ? "large" : "normal" })}
      >
        字号<span className="secondary">{type === "normal" ? "标准，换成大字版" : "大字版，换成标准"}</span>
      </button>
    </>
  );
}
