import type { Cents } from "#core/money.ts";
import { showYuan } from "#core/money.ts";
import type { BankBooks } from "./bank-books.ts";

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** The page of the stand-in bank: hand a file in, fetch the answer and the statement, let a day pass. */
export const bankPage = (books: BankBooks, note = ""): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>模拟银行</title>
<style>body{font:16px/1.7 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:640px;margin:32px auto;padding:0 16px}
form,section{margin:20px 0;padding:12px 0;border-top:1px solid #ccc}button{font:inherit;padding:4px 16px}input{font:inherit}</style>
<h1>模拟银行</h1><p>试用付款用，不是真的银行。今天是${books.day()}，余额${showYuan(books.balance() as Cents)}元。</p>
${note && `<p role="alert"><strong>${escaped(note)}</strong></p>`}
<form method="post" action="/files" enctype="multipart/form-data"><label>付款文件 <input type="file" name="file" required></label>
<button>提交付款文件</button><p>收款账号尾号00的失败，尾号99的付成后第二天退汇，尾号88的第二天才有结果，其余当天付成。</p></form>
<section>${
  books
    .batches()
    .map(
      ({ number, pending }) =>
        `<p><a href="/results/${encodeURIComponent(number)}">下载批次${escaped(number)}的结果</a>${pending > 0 ? `，还有${pending}笔处理中` : ""}</p>`,
    )
    .join("") || "<p>还没有付款文件。</p>"
}<p><a href="/statement">下载对账单</a></p></section>
<form method="post" action="/grants" enctype="multipart/form-data"><label>省办拨来互助金 <input name="amount" value="500000.00"> 元</label> <button>拨付</button></form>
<form method="post" action="/days" enctype="multipart/form-data"><button>过一天</button></form></html>`;
