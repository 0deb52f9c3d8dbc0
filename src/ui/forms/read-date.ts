/** What people type for a day – 20250110, 2025.1.10, 2025年1月10日 – as 2025-01-10; anything else as it stands. */
export function readDay(typed: string): string {
  const text = typed.trim();
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(text);
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}` : text;
}

/** The same for a month: 202501, 2025年1月. */
export function readMonth(typed: string): string {
  const text = typed.trim();
  const parts = /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{4})\D+(\d{1,2})\D*$/.exec(text);
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, "0")}` : text;
}
