// Sheets as one printable page: everything in one file, no script, nothing fetched; a sheet begins on a page of its own.

import type { Lang } from '../model/lang.ts'
import type { RecordsText } from '../text/records-en.ts'
import type { Section } from './written.ts'

const STYLE = `
:root { color-scheme: light; font: 11pt/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: #1b1f24; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1.25rem; }
article { break-after: page; padding-bottom: 2rem; }
article:last-of-type { break-after: auto; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; border-bottom: 2px solid #1d4f7a; padding-bottom: .3rem; }
h2 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; color: #1d4f7a; break-after: avoid; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .2rem 1rem; margin: .6rem 0; }
dt { color: #4b5560; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .92em; } th { text-align: left; color: #4b5560; font-weight: 600; }
th, td { border-bottom: 1px solid #d5dae0; padding: .3rem .5rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; } tr { break-inside: avoid; }
footer { color: #4b5560; font-size: .85em; margin-top: 2rem; }
p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { max-width: none; margin: 0; padding: 0; } @page { margin: 18mm 16mm; } }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
`

export interface PageRequest {
  readonly lang: Lang
  readonly words: RecordsText
  readonly today: string
  readonly sheets: readonly (readonly Section[])[]
}

export function sheetsPage({ lang, words, today, sheets }: PageRequest): string {
  const title = sheets.length === 1 ? (sheets[0]?.[0]?.title ?? words.page.title) : words.page.title
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
<title>${html(title)}</title><style>${STYLE}</style></head>
<body>
${sheets.map((sections) => `<article>\n${sections.map(sectionHtml).join('\n')}\n</article>`).join('\n')}
<footer><p>${html(words.page.printed(words.date(today)))}</p></footer>
</body></html>
`
}

function sectionHtml({ title, lines, table }: Section, i: number): string {
  const heading = `<h${i === 0 ? 1 : 2}>${html(title)}</h${i === 0 ? 1 : 2}>`
  const labelled = lines.filter(([label]) => label !== '')
  const plain = lines.filter(([label]) => label === '').map(([, value]) => `<p>${html(value)}</p>`)
  const list =
    labelled.length === 0 ? '' : `<dl>${labelled.map(([label, value]) => `<dt>${html(label)}</dt><dd>${html(value)}</dd>`).join('')}</dl>`
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${html(cell)}</${tag}>`).join('')}</tr>`
  const rows =
    table === null
      ? ''
      : `<table><thead>${row(table.heads, 'th')}</thead><tbody>${table.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
  return [heading, list, ...plain, rows].filter(Boolean).join('\n')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const html = (value: string): string => value.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c).replace(/[^\P{Cc}\n\t]/gu, '')
