// `sesame bridge status`: what runs, how each mailbox and device stands, what is wrong and what opens it again. Reads the database only: nobody is asked for a passphrase.

import { hostname } from 'node:os'
import type { Account, Device, Shut } from '../../bridge/shapes.ts'
import type { Lang } from '../../model/lang.ts'
import { type AuditRow, allRuns, allSeen, auditOf, countsOf, queueCounts, type StoredRun, strangersOf } from '../../store/bridge-live.ts'
import { openStore, type Store } from '../../store/database.ts'
import { type NetworkRequest, openNetwork } from '../network.ts'
import { judgeShut, type ShutDiagnosis } from './judge-shut.ts'
import type { ToldRun } from './live.ts'
import { accountsIn, devicesIn } from './roll.ts'
import type { SeenGrant, SeenShut } from './seen.ts'

export interface StatusRequest extends NetworkRequest {
  readonly data?: string | undefined
  readonly lang: Lang
}

export interface BridgeRun extends ToldRun {
  readonly pid: number
  readonly host: string
  /** ISO dates and times. */
  readonly since: string
  readonly seen: string
  /** `silent`: its process is there but gives no sign of life. */
  readonly state: 'running' | 'silent'
}

/** When the owner must sign in again. `kept`: not while a bridge runs; without one in `days`. Unknown says unknown. */
export type SignInAgain =
  | { readonly kind: 'now' | 'none' | 'unknown'; readonly days: null; readonly until: null }
  | { readonly kind: 'kept'; readonly days: number; readonly until: null }
  | { readonly kind: 'end'; readonly days: number; readonly until: string }

export interface AccountStatus {
  readonly id: string
  readonly opens: Account['upstream']['kind']
  readonly signer: string
  readonly sending: Account['sending']
  readonly lastOk: string | null
  readonly token: string | null
  /** Null for an account that is opened with a password. */
  readonly signInAgain: SignInAgain | null
  readonly shut: {
    readonly kind: Shut['kind']
    readonly since: string
    readonly said: string
    readonly diagnosis: ShutDiagnosis | null
    /** Null where nothing is to be done. */
    readonly next: string | null
  } | null
  readonly devices: readonly string[]
}

export interface DeviceStatus
  extends Pick<Device, 'id' | 'title' | 'account' | 'protocols' | 'lastUsed' | 'lastFrom' | 'revoked' | 'expires'> {
  /** In the last thirty days. */
  readonly used: number
  readonly sent: number
  readonly refused: number
  readonly denied: number
}

export interface BridgeStatus {
  readonly running: boolean
  readonly runs: readonly BridgeRun[]
  readonly accounts: readonly AccountStatus[]
  readonly devices: readonly DeviceStatus[]
  /** Attempts with no password of anybody's, in the last thirty days. */
  readonly strangers: { readonly times: number; readonly last: string | null; readonly from: string | null }
  readonly queue: Readonly<Record<string, number>>
}

const DAY = 86_400_000
const SILENT_MS = 30_000
const GONE_MS = 600_000

/** Throws what `openStore` throws. */
export async function bridgeStatus(request: StatusRequest): Promise<BridgeStatus> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    const open = await openNetwork({ ...request, lab: false })
    try {
      const now = Date.now()
      const runs = allRuns(db).flatMap((run) => runOf(run, now))
      const counts = countsOf(db, now - 30 * DAY)
      const times = (device: string, kind: string) => counts.find((one) => one.device === device && one.kind === kind)?.times ?? 0
      const devices = devicesIn(db).map(({ id, title, account, protocols, lastUsed, lastFrom, revoked, expires }) => ({
        ...{ id, title, account, protocols, lastUsed, lastFrom, revoked, expires },
        ...{ used: times(id, 'admitted'), sent: times(id, 'sent'), refused: times(id, 'refused'), denied: times(id, 'denied') },
      }))
      const strangers = strangersOf(db, now - 30 * DAY)
      return {
        running: runs.some(({ state }) => state === 'running'),
        ...{ runs, devices, queue: queueCounts(db) },
        accounts: await accountsOf(
          db,
          (account, shut, grant) => judgeShut({ network: open.network, account, shut, grant, lang: request.lang }),
          now,
        ),
        strangers: { times: strangers.times, last: iso(strangers.last), from: strangers.place },
      }
    } finally {
      await open.close()
    }
  } finally {
    db.close()
  }
}

export interface AuditEntry extends Omit<AuditRow, 'at' | 'told'> {
  readonly at: string
  readonly why: string | null
}

/** Who came from where, the last first: of one device, or of all. Ninety days are kept. */
export async function bridgeAudit(
  request: Pick<StatusRequest, 'data' | 'env'>,
  device: string | null,
  most = 500,
): Promise<readonly AuditEntry[]> {
  const db = await openStore({ folder: request.data, env: request.env })
  try {
    return auditOf(db, device, most).map(({ told, at, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      why: (told as { why?: string }).why ?? null,
    }))
  } finally {
    db.close()
  }
}

/** None for a process that is no more: one that was killed could not say so. */
function runOf({ pid, host, since, beat, told }: StoredRun, now: number): readonly BridgeRun[] {
  // A clock that was set back leaves signs of life in the future.
  const quiet = Math.abs(now - beat)
  const here = host === hostname()
  if ((here && !isAlive(pid)) || quiet > (here ? GONE_MS : SILENT_MS)) return []
  return [
    {
      ...(told as ToldRun),
      ...{ pid, host, since: new Date(since).toISOString(), seen: new Date(beat).toISOString() },
      state: quiet > SILENT_MS ? 'silent' : 'running',
    },
  ]
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's: it is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function accountsOf(
  db: Store,
  judge: (account: Account, shut: SeenShut, grant: SeenGrant | null) => Promise<ShutDiagnosis | null>,
  now: number,
): Promise<readonly AccountStatus[]> {
  const seen = new Map(allSeen(db).map((one) => [one.account, one]))
  const devices = devicesIn(db)
  return Promise.all(
    accountsIn(db).map(async (account) => {
      const { id, upstream, sending } = account
      const { lastOk = null, ...rest } = seen.get(id) ?? { shut: null, grant: null }
      const shut = rest.shut as SeenShut | null
      const grant = rest.grant as SeenGrant | null
      const signer = upstream.kind === 'oauth' ? upstream.grant : (upstream.user ?? id)
      const command = upstream.kind === 'oauth' ? `sesame login ${signer}` : `sesame vault add ${upstream.entry}`
      const diagnosis = shut && (await judge(account, shut, grant))
      const waits = shut?.kind === 'unavailable' || shut?.kind === 'throttled'
      // What an account setting or an administrator has shut, a sign-in does not open.
      const next = shut?.kind === 'reauthorize' || (diagnosis === null && !waits) ? command : null
      return {
        ...{ id, opens: upstream.kind, signer, sending, lastOk: iso(lastOk), token: grant?.expires ?? null },
        signInAgain: upstream.kind === 'oauth' ? signInAgain(grant, now) : null,
        shut: shut && { kind: shut.kind, since: new Date(shut.since).toISOString(), said: shut.said, diagnosis, next },
        devices: devices.filter(({ account: its }) => its === id).map((device) => device.id),
      }
    }),
  )
}

/** What the provider says of idle sign-ins, and nothing more: a changed password or a policy ends any sign-in at any time. */
export function signInAgain(grant: SeenGrant | null, now: number): SignInAgain {
  const plain = (kind: 'now' | 'none' | 'unknown') => ({ kind, days: null, until: null }) as const
  if (grant === null) return plain('unknown')
  if (grant.refusal !== null) return plain('now')
  if (grant.flow === 'app') return plain('none')
  const days = (end: number) => Math.max(0, Math.ceil((end - now) / DAY))
  if (!grant.renews) {
    if (grant.expires === null) return plain('unknown')
    const end = Date.parse(grant.expires)
    return end <= now ? plain('now') : { kind: 'end', days: days(end), until: grant.expires }
  }
  if (grant.idleDays === null) return plain('unknown')
  const left = days(Date.parse(grant.refreshed ?? grant.made) + grant.idleDays * DAY)
  return left === 0 ? plain('now') : { kind: 'kept', days: left, until: null }
}

const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString())
