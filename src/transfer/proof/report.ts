// The report as a file: its shape, checked when it comes back months later from who knows where, and the bytes that are signed.

import { z } from 'zod'
import { canonicalJson } from './canonical-json.ts'
import { ACCEPTABLE, ACCEPTABLE_LEFT, type ProofLine, type ProofSummary } from './shapes.ts'

export const FORMAT = 1

/** Longer than any line that a server's words could have come in. */
const text = z.string().max(1_000_000)
const number = z.number().int().min(0)
const count = z.strictObject({ messages: number, bytes: number })
const state = z.enum([
  'identical',
  'already-there',
  'changed',
  'refused',
  'excluded',
  'gone',
  'waiting',
  'missing',
  'doubled',
  'extra',
  'moved',
  'unread',
])
const states = z.partialRecord(state, count)
const place = z.strictObject({ folder: text, uidValidity: number, uid: number })
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const flags = z.array(text).max(100_000)

const line = z.strictObject({
  state,
  source: place.optional(),
  target: place.optional(),
  size: number,
  digest: digest.optional(),
  targetDigest: digest.optional(),
  targetSize: number.optional(),
  date: text.nullable(),
  flags,
  flagsLost: flags.optional(),
  targetFlags: flags.optional(),
  targetDate: text.optional(),
  change: z.enum(['line-ends', 'end-of-message', 'header', 'body']).optional(),
  how: text.optional(),
  said: text.optional(),
  aside: text.optional(),
  because: text.optional(),
  subject: text.optional(),
  messageId: text.optional(),
  read: z.boolean().optional(),
})

const side = z.strictObject({
  label: text,
  kind: z.enum(['imap', 'pop3', 'maildir', 'mbox', 'eml', 'pst']),
  key: text,
  greeting: text.optional(),
})
const differing = { flags: number, dates: number, order: number, duplicates: number }

export const proofReport = z.strictObject({
  format: z.literal('sesame-proof'),
  version: number,
  id: text,
  made: text,
  by: z.strictObject({ name: text, version: text }),
  kind: z.enum(['compare', 'copy', 'backup', 'restore', 'collect', 'check']),
  started: text,
  ms: number,
  source: side,
  target: side,
  level: z.enum(['counted', 'sampled', 'full']),
  sample: z.strictObject({ seed: text, read: number, of: number, differing: number, fewerThan: number.optional() }).optional(),
  rules: z.record(z.string(), z.unknown()).optional(),
  accepted: z.array(z.enum([...ACCEPTABLE, ...ACCEPTABLE_LEFT])),
  verdict: z.enum(['same', 'different', 'untold']),
  states,
  differing: z.strictObject(differing),
  bodies: number,
  folders: z
    .array(
      z.strictObject({
        source: z.array(text),
        target: text.nullable(),
        messages: z.strictObject({ source: count, target: count }),
        states,
        ...differing,
      }),
    )
    .max(100_000),
  untold: z.array(z.strictObject({ side: z.enum(['source', 'target']), folder: text, messages: number, why: text })),
  blind: z.array(z.enum(['flags', 'dates'])),
  ended: text.optional(),
  why: text.optional(),
  findings: z.array(line).max(100_000),
  /** Findings that are only in the file of all messages, by state. */
  findingsLeft: z.record(z.string(), number),
  lines: z.strictObject({ file: text, count: number, root: digest }),
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), key: text, fingerprint: text, value: text }).nullable(),
})

export interface ProofReport extends ProofSummary {
  readonly format: 'sesame-proof'
  readonly version: number
  /** Of this report, random. */
  readonly id: string
  /** ISO. */
  readonly made: string
  readonly by: { readonly name: string; readonly version: string }
  readonly findings: readonly ProofLine[]
  readonly findingsLeft: Readonly<Record<string, number>>
  readonly lines: { readonly file: string; readonly count: number; readonly root: string }
  readonly signature: ProofSignature | null
}

export interface ProofSignature {
  readonly algorithm: 'Ed25519'
  /** The public key, DER (RFC 8410) in base64. */
  readonly key: string
  /** SHA-256 of that, in groups. */
  readonly fingerprint: string
  /** Base64. */
  readonly value: string
}

/** A key of this machine that signs; the key itself stays where it is kept. */
export interface Signer {
  readonly key: string
  readonly fingerprint: string
  sign(bytes: Buffer): Buffer
}

/** What the signature is over: all of the report but the signature, with a word in front so that no other signature of this key fits. */
export function signedBytes({ signature: _, ...report }: ProofReport): Buffer {
  return Buffer.from(`sesame-proof ${FORMAT}\n${canonicalJson(report)}`, 'utf8')
}

/** Null: no line of a report. */
export function parseLine(json: string): ProofLine | null {
  try {
    const read = line.safeParse(JSON.parse(json))
    return read.success ? (read.data as ProofLine) : null
  } catch {
    return null
  }
}

/** Published as docs/proof.schema.json. */
export function proofJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(proofReport),
    $id: 'https://sesame.example/proof.schema.json',
    title: 'sesame-proof',
  }
}
