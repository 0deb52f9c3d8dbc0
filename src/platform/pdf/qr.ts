import { create } from "qrcode";

/** A QR code as SVG for a page or a paper: one path of squares, with the quiet border that readers need. */
export function qrSvg(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const border = 4;
  const width = modules.size + 2 * border;
  const squares = Array.from({ length: modules.size * modules.size }, (_, at) =>
    modules.data[at]
      ? `M${(at % modules.size) + border} ${Math.floor(at / modules.size) + border}h1v1h-1z`
      : "",
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${width}v${width}H0z"/><path d="${squares.join("")}"/></svg>`;
}
