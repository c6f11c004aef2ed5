// Writes a report: the list of all messages while they pass, then the signed summary, then the page. Each file is for its owner only, and whole or not there.

import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import type { Text } from '../../text/index.ts'
import { merkle } from './merkle.ts'
import { reportPage } from './page/report-page.ts'
import { FORMAT, type ProofReport, type Signer, signedBytes } from './report.ts'
import { type ProofLine, type ProofState, type ProofSummary, verdictOf } from './shapes.ts'

export interface ReportRequest {
  /** With or without an ending: `proof`, `proof.json`. */
  readonly path: string
  readonly summary: ProofSummary
  readonly lines: Iterable<ProofLine> | AsyncIterable<ProofLine>
  /** Null where this machine has no key: the report says that it is not signed. */
  readonly signer: Signer | null
  readonly version: string
  readonly lang: Lang
  readonly text: Text
}

export interface WrittenReport {
  readonly report: ProofReport
  readonly files: { readonly json: string; readonly lines: string; readonly page: string }
}

/** The name that its files share. */
export const reportBase = (path: string): string => path.replace(/\.(json|jsonl|html)$/i, '')

/** Of each state; the rest is in the list. */
const NAMED = 500
const BLOCK = 1 << 16

/** Throws `file-unwritable`. */
export async function writeReport(request: ReportRequest): Promise<WrittenReport> {
  const { path, lines, signer, version, lang, text } = request
  const base = reportBase(path)
  const files = { json: `${base}.json`, lines: `${base}.jsonl`, page: `${base}.html` }
  const tree = merkle()
  const named = findingsTaker()
  const seen = { flags: 0, dates: 0, bodies: 0 }
  await whole(files.lines, async (file) => {
    let block = ''
    for await (const line of lines) {
      const json = JSON.stringify(line)
      tree.add(json)
      block += `${json}\n`
      if (line.flagsLost !== undefined || line.targetFlags !== undefined) seen.flags++
      if (line.targetDate !== undefined) seen.dates++
      if (line.state === 'changed' && (line.change ?? 'body') === 'body') seen.bodies++
      named.take(line)
      if (block.length < BLOCK) continue
      await file.write(block)
      block = ''
    }
    await file.write(block)
  })
  const unsigned: ProofReport = {
    ...{ format: 'sesame-proof', version: FORMAT, id: randomBytes(12).toString('hex'), made: new Date().toISOString() },
    by: { name: 'sesame', version },
    ...counted(request.summary, seen),
    ...named.taken(),
    lines: { file: basename(files.lines), count: tree.count, root: tree.root() },
    signature: null,
  }
  // Through JSON once, so that what is signed is what is read back.
  const plain = JSON.parse(JSON.stringify(unsigned)) as ProofReport
  const report: ProofReport = { ...plain, signature: signer && signatureOf(signer, plain) }
  await whole(files.json, async (file) => void (await file.write(`${JSON.stringify(report, null, 1)}\n`)))
  await whole(files.page, async (file) => void (await file.write(reportPage(report, { lang, text, file: basename(files.json) }))))
  return { report, files }
}

function signatureOf(signer: Signer, report: ProofReport): ProofReport['signature'] {
  const { key, fingerprint } = signer
  return { algorithm: 'Ed25519', key, fingerprint, value: signer.sign(signedBytes(report)).toString('base64') }
}

/** A comparison has counted already; of a transfer it is the messages that tell. */
function counted(
  summary: ProofSummary,
  { flags, dates, bodies }: { readonly flags: number; readonly dates: number; readonly bodies: number },
): ProofSummary {
  if (summary.kind === 'compare' || summary.kind === 'check') return summary
  const all = { ...summary, bodies, differing: { ...summary.differing, flags, dates } }
  // Flags and dates that a target cannot keep are told, and were told before; the end of a transfer is judged by its messages.
  const judged = verdictOf({ ...all, accepted: [...all.accepted, 'flags', 'dates'] })
  return { ...all, verdict: summary.ended === undefined ? judged : 'different' }
}

export type Findings = Pick<ProofReport, 'findings' | 'findingsLeft'>

/** The first of each state. */
export function firstFindings(lines: Iterable<ProofLine>): Findings {
  const named = findingsTaker()
  for (const line of lines) named.take(line)
  return named.taken()
}

function findingsTaker(): { take(line: ProofLine): void; taken(): Findings } {
  const findings: ProofLine[] = []
  const counts = new Map<ProofState | 'differing', number>()
  return {
    take(line) {
      const as = findingOf(line)
      if (as === null) return
      const n = (counts.get(as) ?? 0) + 1
      counts.set(as, n)
      if (n <= NAMED) findings.push(line)
    },
    taken: () => ({
      findings,
      findingsLeft: Object.fromEntries([...counts].filter(([, n]) => n > NAMED).map(([state, n]) => [state, n - NAMED])),
    }),
  }
}

/** Null: nothing to tell. */
export function findingOf(line: ProofLine): ProofState | 'differing' | null {
  if (line.state !== 'identical' && line.state !== 'already-there') return line.state
  return line.flagsLost !== undefined || line.targetFlags !== undefined || line.targetDate !== undefined ? 'differing' : null
}

async function whole(name: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const half = `${name}.${randomBytes(4).toString('hex')}.part`
  try {
    const file = await open(half, 'wx', 0o600)
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(half, name)
  } catch (error) {
    await rm(half, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof SesameError || code === undefined) throw error
    throw new SesameError('file-unwritable', { file: name, why: code }, error)
  }
}
