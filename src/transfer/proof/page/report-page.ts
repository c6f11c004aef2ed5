// The report as one page that stands alone: to be read, printed and kept. It says what was looked at, how surely, what is not the same, and how to check it.

import { createHash } from 'node:crypto'
import type { Lang } from '../../../model/lang.ts'
import type { Text } from '../../../text/index.ts'
import { moment } from '../../../text/moment.ts'
import type { ProofReport } from '../report.ts'
import type { ProofLine, ProofSide, ProofState } from '../shapes.ts'
import { lineSaid, stateMeans, stateWord, TOLD_ORDER, verdictSaid } from '../told.ts'
import { folderTable } from './folder-table.ts'
import { html, type Markup } from './markup.ts'
import { STYLE } from './style.ts'

export interface PageRequest {
  readonly lang: Lang
  readonly text: Text
  /** The report's own file, beside this page. */
  readonly file: string
}

export function reportPage(report: ProofReport, { lang, text, file }: PageRequest): string {
  const words = text.compare
  const locale = lang === 'fr' ? 'fr-FR' : 'en-GB'
  const title = words.title[report.kind]
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="robots" content="noindex">
<title>${title}: ${report.source.label} - ${report.target.label}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${words.made(moment(report.made, locale), report.by.version)}, ${words.took(report.ms / 1000)}</p>
<p class="verdict ${report.verdict}">${verdictSaid(report, words)}</p>
${report.accepted.length > 0 && html`<p>${words.accepted(report.accepted.map((what) => words.acceptable[what]).join(words.and))}</p>`}
<dl>
${sideOf(words.source, report.source, words)}
${sideOf(words.target, report.target, words)}
</dl>
${certainty(report, words)}
${report.untold.length > 0 && html`<h2>${words.untoldTitle}</h2><ul>${report.untold.map(({ folder, messages, why }) => html`<li>${words.untold(folder, messages, why)}</li>`)}</ul>`}
<h2>${words.folders}</h2>
${folderTable(report, words)}
<h2>${words.findings}</h2>
${findings(report, words)}
<h2>${words.signature}</h2>
<p>${report.signature === null ? words.unsigned : words.signedBy(report.signature.fingerprint)}</p>
<p>${words.root(report.lines.count, report.lines.file)}</p>
<p><code>${report.lines.root}</code></p>
<p>${words.howToCheck(file)}</p>
<p class="soft">${words.privacy}</p>
</main>
</body>
</html>
`
  return page.html
}

type Words = Text['compare']

function sideOf(name: string, { label, kind, greeting }: ProofSide, words: Words): Markup {
  return html`<dt>${name}</dt><dd>${label} (${words.kinds[kind]})${greeting !== undefined && html`<br><span class="soft">${words.said(greeting)}</span>`}${kind === 'pst' && html`<br><span class="soft">${words.reconstructed}</span>`}</dd>`
}

function certainty(report: ProofReport, words: Words): Markup {
  const { sample, blind, differing, kind, level } = report
  const lines = [
    (kind === 'compare' || kind === 'check' ? words.level : words.copyLevel)[level],
    sample && words.sample(sample.read, sample.of),
    sample?.fewerThan !== undefined && words.fewerThan(sample.fewerThan, sample.of),
    sample && sample.differing > 0 && words.sampleDiffers(sample.differing),
    ...blind.map((what) => words.blind[what]),
    differing.duplicates > 0 && words.duplicatesInBoth(differing.duplicates),
  ]
  return html`${lines.map((line) => line && html`<p>${line}</p>`)}`
}

function findings({ kind, findings, findingsLeft, lines }: ProofReport, words: Words): Markup {
  if (findings.length === 0) return html`<p>${words.nothingFound}</p>`
  const asked = (line: ProofLine): ProofState | 'differing' =>
    line.state === 'identical' || line.state === 'already-there' ? 'differing' : line.state
  return html`${TOLD_ORDER.map((state) => {
    const found = findings.filter((line) => asked(line) === state)
    if (found.length === 0) return null
    const left = findingsLeft[state] ?? 0
    const heading = state === 'differing' ? `${words.otherFlags}, ${words.otherDates}` : stateWord(kind, state, words)
    return html`<h3 id="${state}">${heading.charAt(0).toUpperCase() + heading.slice(1)} (${words.count(found.length + left)})</h3>
${state !== 'differing' && html`<p class="soft">${stateMeans(kind, state, words)}</p>`}
<div class="wide" tabindex="0" role="region" aria-labelledby="${state}"><table class="found">
<thead><tr><th scope="col">${words.column.message}</th><th scope="col">${words.column.where}</th><th scope="col">${words.column.date}</th><th scope="col" class="number">${words.column.size}</th><th scope="col">${words.column.what}</th></tr></thead>
<tbody>${found.map((line) => row(line, words))}</tbody>
</table></div>
${left > 0 && html`<p>${words.more(left, lines.file)}</p>`}`
  })}`
}

function row(line: ProofLine, words: Words): Markup {
  const { source, target, subject, messageId, date, size } = line
  const places = [source, target].filter((place) => place !== undefined)
  const named = subject ?? (messageId === undefined && line.digest === undefined ? words.notRead : words.noSubject)
  return html`<tr><td>${named}${messageId !== undefined && html`<br><code class="soft">${messageId}</code>`}</td>
<td>${places.map(({ folder, uid }, i) => html`${i > 0 && html`<br>→ `}${words.place(folder, uid)}`)}</td>
<td>${date ?? ''}</td><td class="number">${words.bytes(size)}</td><td>${lineSaid(line, words)}</td></tr>
`
}
