import { useGet } from "../api.ts";
import { Link } from "../router.tsx";
import { sayCount } from "../say.ts";
import "./shell.css";

/** How many notices one has not read yet; the page has them all. */
export function Bell() {
  const { data } = useGet<{ readonly unread: number }>("/api/notices/unread", {}, { everyMs: 60_000 });
  const unread = data?.unread ?? 0;
  return (
    <Link className="tray-button" to="/notices">
      通知{unread > 0 && <span className="tray-count">{sayCount(unread)}</span>}
    </Link>
  );
}
