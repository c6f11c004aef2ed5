// The client ids of this machine's people, in a file that they may edit: several providers and tenants side by side. Secrets and keys are not in it but in the vault, by name.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SesameError } from '../model/errors.ts'
import { locked, lockFile } from '../store/lock.ts'
import { privateFolder } from '../store/place.ts'
import { savePrivately } from './save.ts'

const name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} .:_@-]{0,79}$/u)
const record = z.looseObject({
  name,
  /** Of the knowledge; a client of Microsoft serves all providers of its family. */
  provider: z.string().min(1).max(80).optional(),
  /** Of a server that no knowledge has. */
  issuer: z.string().max(500).optional(),
  tenant: z
    .string()
    .regex(/^[\w.-]{1,120}$/)
    .optional(),
  /** Whom it is for; without them everybody. */
  addresses: z.array(z.string().max(320)).optional(),
  domains: z.array(z.string().max(255)).optional(),
  id: z.string().min(1).max(400),
  /** Names of the vault. */
  secret: z.string().max(200).optional(),
  key: z.string().max(200).optional(),
  /** PEM, which is public. */
  certificate: z.string().max(20_000).optional(),
  redirect: z
    .string()
    .regex(/^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?(\/[\w/.-]*)?$/)
    .optional(),
  /** It signs in as itself only: the pages for people do not know it. */
  app: z.boolean().optional(),
  made: z.string().max(40).optional(),
})
const file = z.looseObject({ clients: z.array(record).max(500) })

export type ClientRecord = Readonly<z.infer<typeof record>>

export interface ClientWanted {
  /** `--client`. */
  readonly name?: string | undefined
  readonly address: string
  readonly provider: string | null
  readonly family: string | null
  /** Family of a provider's id. */
  readonly familyOf: (provider: string) => string | undefined
  readonly tenant?: string | undefined
  readonly issuer?: string | undefined
  readonly id?: string | undefined
  readonly flow?: string | undefined
}

export function clientsFile(folder: string): string {
  return join(folder, 'oauth-clients.json')
}

/** Empty where there is no file. Throws `oauth-clients-invalid` with the place of what is wrong. */
export async function readClients(folder: string): Promise<readonly ClientRecord[]> {
  return (await readAll(folder)).clients
}

/** Whose option each field comes from. */
const OPTIONS: Readonly<Record<string, string>> = {
  name: '--client',
  tenant: '--tenant',
  issuer: '--issuer',
  id: '--client-id',
  certificate: '--client-certificate',
}

/** What would not be read back is not written: one bad record would shut the whole file. Throws `option-invalid`. */
export function checkRecord(one: Partial<ClientRecord>): void {
  const [issue] = record.partial().safeParse(one).error?.issues ?? []
  if (issue === undefined) return
  const field = String(issue.path[0])
  const value = String(one[field as keyof ClientRecord] ?? '').slice(0, 40)
  throw new SesameError('option-invalid', {
    option: OPTIONS[field] ?? field,
    value,
    allowed: field === 'name' ? 'A-Z a-z 0-9 . : _ @ -' : '',
  })
}

/** Writes over the one of the same name; what else stands in the file stays. Throws `option-invalid`. */
export async function keepClient(folder: string, one: ClientRecord): Promise<void> {
  checkRecord(one)
  const path = clientsFile(folder)
  await privateFolder(folder)
  await locked(
    lockFile(folder, path),
    async () => {
      const all = await readAll(folder)
      const before = all.clients.find((other) => other.name === one.name)
      // Secret, key and redirect belong to the id that they were given with: another id never shows them.
      const { secret: _, key: __, certificate: ___, redirect: ____, app: _____, ...rest } = before ?? {}
      const kept = before?.id === one.id ? before : rest
      const clients = [...all.clients.filter((other) => other !== before), { ...kept, ...one }]
      await savePrivately(path, { ...all, clients })
    },
    { about: path },
  )
}

/** The one that fits best; null when none does. */
export function chooseClient(clients: readonly ClientRecord[], wanted: ClientWanted): ClientRecord | null {
  const ranked = clients
    .map((one) => ({ one, rank: rankOf(one, wanted) }))
    .filter(({ one, rank }) => rank > 0 && mayGo(one, wanted))
    // Who signs in as itself comes first where that is wanted, else last.
    .sort((a, b) => (wanted.flow === 'app' ? -1 : 1) * (Number(a.one.app ?? false) - Number(b.one.app ?? false)) || b.rank - a.rank)
  return ranked[0]?.one ?? null
}

function mayGo({ secret, key, app }: ClientRecord, { flow, name, id }: ClientWanted): boolean {
  if (flow === undefined || name !== undefined || id !== undefined) return true
  return flow === 'app' ? secret !== undefined || key !== undefined : app !== true
}

/** An address before a domain before a provider before its family; never one that is for others. */
function rankOf(one: ClientRecord, wanted: ClientWanted): number {
  if (wanted.name !== undefined) return one.name === wanted.name ? 1 : 0
  if (wanted.id !== undefined && one.id !== wanted.id) return 0
  if (wanted.issuer !== undefined) return one.issuer === wanted.issuer ? 1 : 0
  if (wanted.tenant !== undefined && one.tenant !== undefined && one.tenant.toLowerCase() !== wanted.tenant.toLowerCase()) return 0
  const address = wanted.address.toLowerCase()
  const domain = address.replace(/^.*@/, '')
  const byAddress = one.addresses?.some((other) => other.toLowerCase() === address) === true
  const byDomain = one.domains?.some((other) => other.toLowerCase() === domain) === true
  if ((one.addresses !== undefined || one.domains !== undefined) && !byAddress && !byDomain) return 0
  const named = (byAddress ? 40 : 0) + (byDomain ? 20 : 0)
  // A server of one's own is nobody's provider: its people are.
  if (one.issuer !== undefined) return named
  if (wanted.provider === null || one.provider === undefined) return named
  if (one.provider === wanted.provider) return named + 10
  return wanted.family !== null && wanted.familyOf(one.provider) === wanted.family ? named + 5 : 0
}

async function readAll(folder: string): Promise<z.infer<typeof file>> {
  const path = clientsFile(folder)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { clients: [] }
    throw new SesameError('oauth-clients-invalid', { file: path, why: code })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    // The position only: the text around it may be a secret that somebody put there.
    const at = /position \d+|line \d+ column \d+/.exec((error as Error).message)?.[0] ?? ''
    throw new SesameError('oauth-clients-invalid', { file: path, why: `JSON ${at}`.trim() })
  }
  const read = file.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new SesameError('oauth-clients-invalid', { file: path, why: `${issue?.path.join('.') || 'clients'} (${issue?.code})` })
}
