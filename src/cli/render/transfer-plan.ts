// What a transfer will do, before it begins: how much, how long, what will not arrive as it is, which folder goes where.

import type { Lang } from '../../model/lang.ts'
import type { TransferFinding, TransferPlan } from '../../sesame.ts'
import { bytesIn, numberIn, spanIn } from '../../text/amounts.ts'
import type { Text } from '../../text/index.ts'
import { when } from '../../text/when.ts'
import type { Terminal } from '../terminal.ts'
import { bullets, field } from './fields.ts'
import { heading } from './heading.ts'
import { renderTable } from './table.ts'

/** People look at so many; programs at all. */
const FOLDERS = 40

export interface ShownPlan {
  readonly plan: TransferPlan
  /** An end is Gmail. */
  readonly gmail: 'source' | 'target' | null
}

export function renderPlan(out: Terminal, text: Text, lang: Lang, { plan, gmail }: ShownPlan): void {
  const words = text.transfer.plan
  const n = (value: number) => numberIn(lang, value)
  const size = (bytes: number) => bytesIn(lang, bytes)
  heading(out, words.heading)
  field(out, text, words.from, plan.from)
  field(out, text, words.to, plan.to)
  field(out, text, words.copy, words.what(n(plan.copy.messages), size(plan.copy.bytes)))
  if (plan.already.messages > 0) field(out, text, words.already, words.what(n(plan.already.messages), size(plan.already.bytes)))
  const excluded = Object.entries(plan.excluded).filter(([, count]) => count > 0)
  const by: Readonly<Record<string, (count: string) => string>> = words.excludedBy
  field(out, text, words.excluded, excluded.map(([rule, count]) => by[rule]?.(n(count)) ?? `${rule} ${n(count)}`).join(', '))
  if (plan.copy.messages === 0) {
    out.line()
    out.line(words.nothing, 2)
    return
  }
  if (plan.largest !== undefined) field(out, text, words.largest, words.largestIn(size(plan.largest.bytes), plan.largest.folder))
  field(out, text, words.takes, takes(plan, text, lang))
  field(out, text, words.connections, words.connectionsBecause[plan.connections.because](plan.connections.pairs))
  if (plan.order.order === 'newest') field(out, text, words.order, words.orderBecause.newest)

  const told = plan.findings.map((finding) => ({ finding, says: sayFinding(finding, text, lang) }))
  if (told.length > 0 || gmail !== null) out.line()
  for (const { finding, says } of told) {
    const grave = finding.severity === 'blocks' ? 'red' : finding.severity === 'loses' ? 'yellow' : undefined
    const sign = finding.severity === 'know' ? '·' : '!'
    out.line(`${grave === undefined ? sign : out.style(['bold', grave], sign)} ${says}`, 2, 4)
  }
  if (gmail !== null) out.line(`· ${gmail === 'source' ? words.gmailSource : words.gmail}`, 2, 4)

  out.line()
  const { column } = words
  const shown = plan.folders.slice(0, FOLDERS)
  renderTable(
    out,
    [
      { title: column.source },
      { title: column.target, shrinksTo: 12 },
      { title: column.messages },
      { title: column.size },
      { title: column.why, shrinksTo: 8 },
    ],
    shown.map((folder) => [
      folder.source,
      folder.target === folder.source ? '=' : folder.target,
      n(folder.copy.messages),
      folder.copy.messages === 0 ? '' : size(folder.copy.bytes),
      [
        folder.target === folder.source && folder.reason !== 'made' ? '' : words.reason[folder.reason],
        folder.byName === undefined ? '' : words.byName,
        ...folder.because.map((cause) => words.because[cause]),
      ]
        .filter((word) => word !== '')
        .join(', '),
    ]),
  )
  if (plan.folders.length > FOLDERS) out.line(words.moreFolders(n(plan.folders.length - FOLDERS)))
  const left = Object.entries(words.left).flatMap(([reason, says]) => {
    const folders = plan.left.filter((one) => one.reason === reason).map(({ folder }) => folder)
    return folders.length === 0 ? [] : [`${folders.join(', ')}: ${says}`]
  })
  bullets(out, words.leftHeading, left)
}

function takes({ days, duration }: TransferPlan, text: Text, lang: Lang): string {
  const words = text.transfer.plan
  const span = words.takesMs(spanIn(lang, duration.ms), duration.rate.basis === 'measured')
  if (days.days <= 1) return span
  const why = words.daysBecause[days.because](bytesIn(lang, days.perDay ?? 0))
  return `${words.takesDays(numberIn(lang, days.days), when(days.ends, lang === 'fr' ? 'fr-FR' : 'en-GB'))} (${why})`
}

function sayFinding(finding: TransferFinding, text: Text, lang: Lang): string {
  const { findings } = text.transfer.plan
  const n = (value: number) => numberIn(lang, value)
  const size = (bytes: number) => bytesIn(lang, bytes)
  switch (finding.kind) {
    case 'no-room':
      return findings['no-room'](size(finding.missing), size(finding.free))
    case 'too-large':
      return findings['too-large'](n(finding.messages), size(finding.limit))
    case 'keywords-lost':
      return findings['keywords-lost'](n(finding.messages), finding.flags.join(', '))
    case 'shown-only':
      return findings['shown-only'](n(finding.shown), finding.folders.join(', '))
    case 'deleted-vanish':
    case 'deleted-stay':
      return findings[finding.kind](n(finding.messages))
    case 'renamed':
      return findings.renamed(n(finding.folders))
    case 'merged':
      return findings.merged(finding.target, finding.sources.join(', '))
    case 'unclear':
      return findings.unclear(finding.use, finding.folders.join(', '))
    case 'receipts':
      return findings.receipts(n(finding.unseen))
    case 'room-unknown':
      return findings['room-unknown'](size(finding.needed))
    case 'line-end':
    case 'pop-again':
      return findings[finding.kind]()
  }
}
