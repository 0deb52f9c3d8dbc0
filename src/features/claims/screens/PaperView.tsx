import { useEffect, useState } from "react";
import { Button } from "#ui/Button.tsx";
import { sayBytes, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { Claim } from "./words.ts";

type Paper = Claim["papers"][number];

const zooms = [1, 1.5, 2, 3, 4] as const;

/** A photograph to read from: larger, smaller, turned. A PDF is shown by the browser, in a tab of its own. */
export function PaperView({ claim, paper }: { claim: Claim; paper: Paper }) {
  const [zoom, setZoom] = useState(0);
  const [turn, setTurn] = useState(0);
  const today = useToday();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another paper begins as it is.
  useEffect(() => {
    setZoom(0);
    setTurn(0);
  }, [paper.id]);
  const address = `/api/claims/${claim.id}/papers/${paper.id}`;
  const size = zooms[zoom] ?? 1;
  if (paper.type === "application/pdf")
    return (
      <div className="claim-photo-none">
        <p>
          {paper.name}是PDF，{sayBytes(paper.bytes)}。
        </p>
        <p>
          <a className="link" href={address} target="_blank" rel="noreferrer">
            打开看
          </a>
          <span className="secondary">，在新的标签页，看完关掉就回到这里</span>
        </p>
      </div>
    );
  return (
    <figure className="claim-photo">
      <div className="row claim-photo-tools">
        <Button small label="放大" onClick={() => setZoom(Math.min(zoom + 1, zooms.length - 1))}>
          ＋
        </Button>
        <Button small label="缩小" onClick={() => setZoom(Math.max(zoom - 1, 0))}>
          －
        </Button>
        <Button small onClick={() => setTurn((turn + 90) % 360)}>
          转90°
        </Button>
        <span className="secondary">
          {Math.round(size * 100)}%，{sayInstant(paper.broughtAt, today)}上传
        </span>
      </div>
      {/* A large photograph is scrolled with the arrows as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus. */}
      <section className="claim-photo-box" tabIndex={0} aria-label={`${paper.name}的照片`}>
        <img
          src={address}
          alt={paper.name}
          style={{ width: `${size * 100}%`, transform: turn ? `rotate(${turn}deg)` : undefined }}
        />
      </section>
    </figure>
  );
}
