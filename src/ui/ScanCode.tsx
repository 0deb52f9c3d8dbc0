import { Surface } from "./page.tsx";
import "./scan.css";

type Props = {
  title: string;
  note: string;
  /** Says what the picture is. */
  alt: string;
  /** An SVG. */
  qr: string;
  link: string;
  open: string;
};

/** A code that people scan on the spot, and the same page by a link. */
export const ScanCode = ({ title, note, alt, qr, link, open }: Props) => (
  <Surface title={title} note={note}>
    <img className="scan-code" alt={alt} src={`data:image/svg+xml,${encodeURIComponent(qr)}`} />
    <p>
      <a href={link} target="_blank" rel="noreferrer">
        {open}
      </a>
    </p>
  </Surface>
);
