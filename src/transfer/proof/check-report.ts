// Checks a report without any network: is the signature good, and is the list of messages the one that was signed?

import { createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SesameError } from '../../model/errors.ts'
import { fingerprintOf } from './fingerprint.ts'
import { merkle } from './merkle.ts'
import { FORMAT, type ProofReport, parseLine, proofReport, signedBytes } from './report.ts'
import type { ProofLine } from './shapes.ts'

export interface CheckedReport {
  readonly report: ProofReport
  readonly signature: 'good' | 'bad' | 'none'
  readonly lines: 'whole' | 'changed' | 'missing'
  /** Where the list is, or should be. */
  readonly linesFile: string
}

const LARGEST = 256 << 20
const LONGEST_LINE = 1 << 20

/** Throws `file-unreadable` and `proof-invalid`. */
export async function checkReport(path: string): Promise<CheckedReport> {
  const file = path.replace(/\.(jsonl|html)$/i, '.json')
  const report = await readReport(file)
  // Whatever directory the name asks for, the list lies beside the report.
  const linesFile = join(dirname(file), report.lines.file.replace(/^.*[\\/]/, ''))
  return { report, signature: signatureOf(report), lines: await judgeLines(linesFile, report), linesFile }
}

async function readReport(file: string): Promise<ProofReport> {
  const invalid = (why: string, cause?: unknown) => new SesameError('proof-invalid', { file, why }, cause)
  let text: string
  try {
    if ((await stat(file)).size > LARGEST) throw invalid('too-large')
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof SesameError) throw error
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw invalid('not-json', error)
  }
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown }
  if (format === 'sesame-proof' && typeof version === 'number' && version > FORMAT) throw invalid('newer')
  const read = proofReport.safeParse(json)
  if (!read.success) throw invalid('not-a-proof')
  return read.data as unknown as ProofReport
}

function signatureOf(report: ProofReport): CheckedReport['signature'] {
  const { signature } = report
  if (signature === null) return 'none'
  try {
    const der = Buffer.from(signature.key, 'base64')
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    // Another kind of key would be checked in another way; the fingerprint is what people compare.
    if (key.asymmetricKeyType !== 'ed25519' || fingerprintOf(der) !== signature.fingerprint) return 'bad'
    return verify(null, signedBytes(report), key, Buffer.from(signature.value, 'base64')) ? 'good' : 'bad'
  } catch {
    return 'bad'
  }
}

async function judgeLines(file: string, { lines }: ProofReport): Promise<CheckedReport['lines']> {
  const tree = merkle()
  try {
    for await (const line of rawLines(file)) tree.add(line)
  } catch (error) {
    if (error instanceof SesameError) return 'changed'
    return 'missing'
  }
  return tree.count === lines.count && tree.root() === lines.root ? 'whole' : 'changed'
}

/** The messages of a list that was checked. Throws `proof-invalid` for a line that is none. */
export async function* reportLines(file: string): AsyncGenerator<ProofLine> {
  for await (const raw of rawLines(file)) {
    const line = parseLine(raw.toString('utf8'))
    if (line === null) throw new SesameError('proof-invalid', { file, why: 'not-a-proof' })
    yield line
  }
}

async function* rawLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a)) {
      yield bytes.subarray(0, end)
      bytes = bytes.subarray(end + 1)
    }
    if (bytes.length > LONGEST_LINE) throw new SesameError('proof-invalid', { file, why: 'too-large' })
    rest = bytes
  }
  if (rest.length > 0) yield rest
}
