import { type PointerEvent, useRef, useState } from "react";
import { Button } from "#ui/Button.tsx";
import "./care.css";

type Props = {
  /** The signature as a picture; undefined where there is none. */
  onChange: (file: File | undefined) => void;
};

const [width, height] = [640, 300];

/** Signed with the finger or the mouse. Whoever cannot has a photograph taken instead. */
export function SignaturePad({ onChange }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSigned, setSigned] = useState(false);

  const at = (event: PointerEvent<HTMLCanvasElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const pen = event.currentTarget.getContext("2d");
    if (!pen) return;
    Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: "#1a2433" });
    pen.beginPath();
    pen.moveTo(...at(event));
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const pen = event.currentTarget.getContext("2d");
    pen?.lineTo(...at(event));
    pen?.stroke();
    setSigned(true);
  };
  const end = () => {
    if (!isSigned) return;
    canvas.current?.toBlob((blob) => {
      if (blob) onChange(new File([blob], "签名.png", { type: "image/png" }));
    }, "image/png");
  };
  const clear = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, width, height);
    setSigned(false);
    onChange(undefined);
  };
  return (
    <div className="signature">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        aria-label="在这里签名"
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
      />
      {isSigned ? (
        <Button kind="plain" onClick={clear}>
          重新签
        </Button>
      ) : (
        <span className="secondary">请本人用手指在框里签名</span>
      )}
    </div>
  );
}
