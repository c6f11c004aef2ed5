// The settings of a bridge that runs as a service: `bridge.json` in the data folder, checked whole, read again while the bridge runs. Secrets stand in the vault; here are their names only.

import { isIP } from 'node:net'
import { z } from 'zod'

const entry = z.string().min(1).max(200)
const link = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(isSafe, { error: 'https, or http on this computer only' })
const port = z.number().int().min(0).max(65_535)
const address = z.string().refine((text) => isIP(text) !== 0 || text === 'localhost', { error: 'an IP address of this computer' })

/** Where it is told: an address in clear, or the vault's name of one that is itself a secret. */
const target = {
  url: link.optional(),
  /** Vault entry that holds the whole address. */
  urlFrom: entry.optional(),
  /** Vault entry whose value goes into `Authorization: Bearer`. */
  tokenFrom: entry.optional(),
}
const hasOne = ({ url, urlFrom }: { url?: string | undefined; urlFrom?: string | undefined }) =>
  (url === undefined) !== (urlFrom === undefined)
const ONE = { error: 'either url or urlFrom' }

const listener = z.strictObject({
  protocol: z.enum(['imap', 'pop3', 'smtp']),
  address: address.default('127.0.0.1'),
  port,
  security: z.enum(['plain', 'starttls', 'tls']).default('starttls'),
  oldTls: z.boolean().default(false),
})

export const settings = z.strictObject({
  $schema: z.string().optional(),
  /** Instead of those of the command line. */
  listeners: z.array(listener).min(1).max(64).optional(),
  metrics: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$/, { error: 'ADDRESS:PORT' })
    .nullable()
    .optional(),
  log: z
    .strictObject({
      format: z.enum(['json', 'text', 'none']).optional(),
      file: z.string().min(1).optional(),
      maxBytes: z.number().int().min(4_096).default(16_777_216),
      keep: z.number().int().min(0).max(100).default(5),
    })
    .optional(),
  graceSeconds: z.number().min(0).max(3_600).default(10),
  notify: z
    .strictObject({
      lang: z.enum(['en', 'fr']).optional(),
      desktop: z.boolean().default(true),
      webhooks: z.array(z.strictObject(target).refine(hasOne, ONE)).max(10).default([]),
      ntfy: z.strictObject(target).refine(hasOne, ONE).optional(),
      mail: z.strictObject({ from: z.email(), to: z.array(z.email()).min(1).max(20) }).optional(),
      /** Where the owner's desk is reached, for a link to its sign-in page. */
      desk: link.optional(),
    })
    .prefault({}),
})

export type Settings = z.infer<typeof settings>
export type Notify = Settings['notify']
export type Target = NonNullable<Notify['ntfy']>

export const FILE = 'bridge.json'
const LONGEST = 262_144

export type ReadSettings = { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly why: string }

/** An empty file, or none (null), means all by default. `why` names the field and never quotes what was written. */
export function readSettings(text: string | null): ReadSettings {
  if (text !== null && text.length > LONGEST) return { ok: false, why: 'too large' }
  let json: unknown
  try {
    json = text === null || text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  const read = settings.safeParse(json)
  if (read.success) return { ok: true, settings: read.data }
  const [issue] = read.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''
  return {
    ok: false,
    why: [issue?.path.join('.'), unknown === '' ? issue?.message : `? ${unknown}`].filter(Boolean).join(': ').slice(0, 300),
  }
}

/** `127.0.0.1:9180`, `[::1]:9180`. */
export function addressAndPort(text: string): { readonly address: string; readonly port: number } | null {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)
  const at = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  return host === undefined || at > 65_535 ? null : { address: host, port: at }
}

/** What holds a token crosses no network in clear. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
