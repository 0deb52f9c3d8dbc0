/** A piece of HTML that is safe to send: made by `html`, which writes everything else as text. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[] | false | undefined;

/** A template of a page: what is put in is text unless it is HTML itself. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(literals.reduce((all, literal, i) => all + written(parts[i - 1]) + literal));

function written(part: Part): string {
  if (part === false || part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map((each: Html) => each.text).join("");
  return String(part).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** A whole public page: one column, large type, works without JavaScript and in print. */
export const publicPage = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – 职工互助保障</title>
<style>${new Html(styles)}</style>
</head>
<body>
<header><p>职工互助保障</p></header>
<main>${body}</main>
</body>
</html>
`.text;

/** What could not be shown, in words. */
export const problemPage = (title: string, detail: string): string =>
  publicPage(title, html`<h1>${title}</h1><p>${detail}</p>`);

const styles = `
body{margin:0;color:#1B2430;background:#fff;font:18px/30px -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;text-autospace:normal}
header{border-bottom:2px solid #1F5F99}
header p,main{max-width:720px;margin:0 auto;padding:0 16px}
header p{font-size:20px;line-height:60px;font-weight:600}
main{padding-top:32px;padding-bottom:64px}
h1{font-size:34px;line-height:44px;margin:0 0 8px}
h2{font-size:22px;line-height:32px;margin:0 0 4px}
p{margin:0 0 12px}
.quiet{color:#4F5B69}
form{display:flex;gap:8px;flex-wrap:wrap;margin:12px 0}
label{flex-basis:100%}
input{flex:1 1 240px;font:inherit;padding:8px 14px;border:2px solid #4F5B69;border-radius:6px;min-width:0}
button{font:inherit;font-weight:600;padding:8px 28px;color:#fff;background:#1F5F99;border:2px solid #1F5F99;border-radius:6px;cursor:pointer}
input:focus,button:focus{outline:3px solid #E5A823;outline-offset:1px}
.answer{border:2px solid #98A2AE;border-radius:6px;padding:20px 24px;margin:20px 0}
.answer p:last-child{margin:0}
.yes{border-color:#1B7A48}.yes h2{color:#1B7A48}
.no{border-color:#BC3227}.no h2{color:#BC3227}
.stale{border-color:#E5A823}.stale h2{color:#8A5A00}
@media print{header,form{display:none}}
`;
