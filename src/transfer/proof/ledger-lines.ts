// Each message of a comparison as one line: folder by folder in the order of the source, then what only the target has.

import { type Ledger, type Row, secondOf } from './ledger.ts'
import type { Listed } from './list-box.ts'
import type { ProofLine, ProofState } from './shapes.ts'

export interface LinesRequest {
  readonly ledger: Ledger
  readonly listed: readonly Listed[]
  readonly blind: readonly ('flags' | 'dates')[]
  /** What was read is told apart from what a box said of itself. */
  readonly readAll: boolean
}

export function* ledgerLines(request: LinesRequest): Generator<ProofLine> {
  const { ledger } = request
  for (const [row, mate] of ledger.pairs('m.side = 0', 'm.folder, m.uid')) yield lineOf(request, row, mate)
  for (const row of ledger.messages("m.side = 1 AND m.mate IS NULL AND m.state <> 'excluded'", 'm.folder, m.uid'))
    yield lineOf(request, row, undefined)
}

function lineOf({ ledger, listed, blind, readAll }: LinesRequest, row: Row, mate: Row | undefined): ProofLine {
  const target = row.side === 'target' ? row : mate
  const source = row.side === 'source' ? row : undefined
  const place = ({ folder, uid }: Row) => {
    const { name, uidValidity } = ledger.folders[folder - 1]!
    return { folder: name, uidValidity, uid }
  }
  const state = row.state as ProofState
  const pair = source !== undefined && mate !== undefined
  const otherFlags = pair && !blind.includes('flags') && !sameFlags(source.flags, mate.flags)
  const otherDate = pair && !blind.includes('dates') && source.date !== mate.date && !sameMoment(source.date, mate.date)
  const lost = otherFlags ? lostFlags(source.flags, mate.flags) : []
  const keeps = target && listed.find(({ known }) => known.id === target.folder)
  const notKept =
    keeps !== undefined &&
    // Opened only to read, many servers say that nothing is kept.
    keeps.keeps.size > 0 &&
    lost.length > 0 &&
    lost.every((flag) => !keeps.keeps.has(flag.toLowerCase()) && !(keeps.keywords && !flag.startsWith('\\')))
  const told = state !== 'identical' || otherFlags || otherDate
  const because = row.because === null ? (notKept ? 'not-kept' : undefined) : elsewhere(ledger, row.because)
  return {
    state,
    ...(source && { source: place(source) }),
    ...(target && { target: place(target) }),
    size: row.size,
    ...(row.exact !== null && { digest: row.exact }),
    ...(pair && mate.exact !== null && mate.exact !== row.exact && { targetDigest: mate.exact }),
    ...(pair && mate.size !== row.size && { targetSize: mate.size }),
    date: row.date,
    flags: row.flags,
    ...(lost.length > 0 && { flagsLost: lost }),
    ...(otherFlags && { targetFlags: mate.flags }),
    ...(otherDate && mate.date !== null && { targetDate: mate.date }),
    ...(row.change !== null && { change: row.change as ProofLine['change'] & string }),
    ...(row.how !== null && { how: row.how }),
    ...(because !== undefined && { because }),
    ...(told && row.subject !== '' && { subject: row.subject }),
    ...(told && row.messageId !== '' && { messageId: row.messageId }),
    ...(readAll && row.exact !== null && (!pair || mate.exact !== null) && { read: true }),
  }
}

/** Of the ledger's number of a folder its name. */
function elsewhere(ledger: Ledger, because: string): string {
  const [word, folder] = because.split(':')
  return folder === undefined ? because : `${word}:${ledger.folders[Number(folder) - 1]!.name}`
}

const folded = (flags: readonly string[]) => flags.map((flag) => flag.toLowerCase())

export function lostFlags(source: readonly string[], target: readonly string[]): readonly string[] {
  const there = folded(target)
  return source.filter((flag) => !there.includes(flag.toLowerCase()))
}

export function sameFlags(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && lostFlags(one, other).length === 0
}

function sameMoment(one: string | null, other: string | null): boolean {
  return one === null || other === null || secondOf(one) === secondOf(other)
}
