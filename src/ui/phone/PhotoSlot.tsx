import { useEffect, useState } from "react";

/**
 * Where one photograph is. `kept`: on the phone, waits for a network. `refused`: judged, with the reason in words
 * (右下角被挡住了). `arrived`: safe with us.
 */
export type PhotoState =
  | { readonly at: "empty" }
  | { readonly at: "kept"; readonly photo: Blob }
  | { readonly at: "sending"; readonly photo: Blob; readonly share: number }
  | { readonly at: "refused"; readonly reason: string; readonly photo?: Blob | undefined }
  | { readonly at: "arrived"; readonly photo?: Blob | undefined; readonly note?: string | undefined };

type Props = {
  /** 医保结算单. */
  title: string;
  /** What it is for, while there is none: 互助金打到这张卡. */
  hint?: string;
  state: PhotoState;
  onPick: (file: File) => void;
  /** PDF, too, where it may be one. */
  accept?: string;
};

/** A place for one photograph: takes it with the camera or from the phone, shows it, says where it is. */
export function PhotoSlot({
  title,
  hint,
  state,
  onPick,
  accept = "image/jpeg,image/png,application/pdf",
}: Props) {
  const isThere = state.at !== "empty" && state.at !== "refused";
  return (
    <div className="ph-photo" data-at={state.at}>
      {isThere ? <Thumbnail photo={"photo" in state ? state.photo : undefined} /> : <Camera />}
      <div className="ph-photo-words">
        <div>{title}</div>
        <StateWords state={state} hint={hint} />
      </div>
      <label className="ph-pick">
        {isThere ? "重拍" : "拍照"}
        <span className="visually-hidden">{title}</span>
        <input
          type="file"
          accept={accept}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) onPick(file);
          }}
        />
      </label>
    </div>
  );
}

function StateWords({ state, hint }: { state: PhotoState; hint: string | undefined }) {
  if (state.at === "sending") {
    const percent = Math.round(state.share * 100);
    return (
      <>
        <div className="secondary" role="status">
          正在上传{percent}%
        </div>
        <div className="ph-progress" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </div>
      </>
    );
  }
  if (state.at === "arrived") return <div className="secondary good">{state.note ?? "已收到"}</div>;
  if (state.at === "refused")
    return (
      <div className="secondary wait" role="alert">
        {state.reason}
      </div>
    );
  if (state.at === "kept") return <div className="secondary wait">保存在手机里，有网络后上传</div>;
  return hint ? <div className="secondary">{hint}</div> : null;
}

function Thumbnail({ photo }: { photo: Blob | undefined }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!photo?.type.startsWith("image/")) return setAddress(undefined);
    const made = URL.createObjectURL(photo);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return address ? <img src={address} alt="" /> : <Paper />;
}

const Paper = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M6 3h12v18H6zM8.5 8h7M8.5 12h7M8.5 16h7" />
  </svg>
);

const Camera = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
    <path d="M3 8h4l2-3h6l2 3h4v11H3z" />
    <circle cx="12" cy="13" r="3.6" />
  </svg>
);
