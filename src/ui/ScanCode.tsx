import { Surface } from "./page.tsx";
import "./scan.css";

type Props = {
  title: string;
  note: string;
  /** An SVG. */
  qr: string;
  link: string;
};

/** A code that people scan on the spot, and the same page by a link. */
export const ScanCode = ({ title, note, qr, link }: Props) => (
  <Surface title={title} note={note}>
    <img className="scan-code" alt={title} src={`data:image/svg+xml,${encodeURIComponent(qr)}`} />
    <p>
      <a href={link} target="_blank" rel="noreferrer">
        打开这一页
      </a>
    </p>
  </Surface>
);
