// The last page of a sign-in in the browser: it says that it worked, or what was refused and why. One document, no script, nothing of the answer in it.

import { createHash } from 'node:crypto'
import type { Lang } from '../model/lang.ts'
import { textIn } from '../text/index.ts'
import type { Page } from './listener.ts'
import type { OAuthRefusal } from './shapes.ts'

export type EndOfSignIn =
  | { readonly ok: true; readonly address?: string | undefined }
  | { readonly ok: false; readonly refusal: OAuthRefusal }
  | 'foreign'

const STYLE = `:root{color-scheme:light dark;--paper:#f6f4ee;--card:#fffefb;--ink:#1b232d;--soft:#525d6b;--line:#dcd6c8;--mark:#0b5d57;--tint:#e2efec}
@media(prefers-color-scheme:dark){:root{--paper:#11161b;--card:#192027;--ink:#ebe9e3;--soft:#a9b3bf;--line:#313b46;--mark:#83d3c6;--tint:#173337}}
main.bad{--mark:#a52c18;--tint:#fbe6e0}
@media(prefers-color-scheme:dark){main.bad{--mark:#ff9f8c;--tint:#40201b}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);font:1.125rem/1.55 -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",system-ui,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:32rem;padding:2.25rem;background:var(--card);border:1px solid var(--line);border-radius:1rem;text-align:center;box-shadow:0 6px 24px rgb(40 30 10/6%)}
svg{display:block;width:4rem;height:4rem;margin:0 auto 1.25rem;padding:1rem;border-radius:50%;background:var(--tint);fill:none;stroke:var(--mark);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
p{margin:.5rem 0 0}
.soft{color:var(--soft)}
code{display:inline-block;margin-top:1rem;padding:.2rem .6rem;border-radius:.4rem;background:var(--tint);font:.9rem ui-monospace,Consolas,"Liberation Mono",monospace}
footer{margin-top:1.75rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.95rem}`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

const TICK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5 5L20 6.5"/></svg>'
const CROSS = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>'

export function endPage(lang: Lang, end: EndOfSignIn): Page {
  const text = textIn(lang).login.page
  const { good, title, lines, code } = saidOf(lang, end)
  const html = `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Sésame</title>
<style>${STYLE}</style>
</head>
<body>
<main class="${good ? 'good' : 'bad'}">
${good ? TICK : CROSS}
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p class="soft">${escaped(line)}</p>`).join('\n')}${code === undefined ? '' : `\n<code>${escaped(code)}</code>`}
<footer>${escaped(text.close)}</footer>
</main>
</body>
</html>
`
  return { html, styleHash: STYLE_HASH }
}

interface Said {
  readonly good: boolean
  readonly title: string
  readonly lines: readonly string[]
  readonly code?: string | undefined
}

function saidOf(lang: Lang, end: EndOfSignIn): Said {
  const { page: text, why } = textIn(lang).login
  if (end === 'foreign') return { good: false, title: text.foreign, lines: [text.foreignWhy] }
  if (end.ok) return { good: true, title: text.done, lines: [end.address === undefined ? text.doneSoft : text.doneFor(end.address)] }
  const { refusal } = end
  return {
    good: false,
    title: text.refused,
    lines: [why[refusal.why], text.seeTerminal],
    code: refusal.code ?? refusal.suberror ?? refusal.error,
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
