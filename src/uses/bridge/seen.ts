// What the bridge has seen of each account and each visitor, written to the database once a second: sign-ins, refusals, tokens, who came from where. Holds no secret.

import type { BridgeEvent, Shut } from '../../bridge/shapes.ts'
import type { Grant, OAuthRefusal } from '../../oauth/shapes.ts'
import { type AuditRow, addAudit, allSeen, pruneLive, sawGrant, sawOpen, sawShut } from '../../store/bridge-live.ts'
import type { Store } from '../../store/database.ts'
import { whole } from '../../store/whole.ts'
import { accountsIn, deviceIn } from './roll.ts'

/** Why a mailbox is shut, and since when. */
export interface SeenShut extends Shut {
  /** Milliseconds. */
  readonly since: number
  readonly at: number
  readonly protocol: string | null
}

/** Of a sign-in, what can be shown without opening the vault. */
export interface SeenGrant {
  readonly id: string
  readonly provider: string | null
  readonly flow: Grant['flow']
  readonly made: string
  readonly refreshed: string | null
  readonly expires: string | null
  readonly renews: boolean
  readonly idleDays: number | null
  /** Codes only. */
  readonly refusal: Pick<OAuthRefusal, 'at' | 'why' | 'error' | 'suberror' | 'code' | 'status'> | null
}

export interface SeenAccount {
  readonly lastOk: number | null
  readonly shut: SeenShut | null
  readonly grant: SeenGrant | null
}

export interface SeenBook {
  on(event: BridgeEvent): void
  grant(grant: Grant, renews: boolean, idleDays: number | undefined): void
  account(id: string): SeenAccount
  /** Never throws: what cannot be written now waits. */
  flush(): void
  stop(): void
}

const NOTHING: SeenAccount = { lastOk: null, shut: null, grant: null }
const EVERY = 1_000
const KEEP_MS = 90 * 86_400_000
const MOST_ROWS = 200_000
/** Different ones between two writings; what is beyond is counted together. */
const MOST_WAITING = 1_000
const PRUNE_EVERY = 3_600

type Waiting = { -readonly [K in keyof AuditRow]: AuditRow[K] }

export function seenBook(db: Store, now: () => number = Date.now): SeenBook {
  const seen = new Map<string, SeenAccount>(
    allSeen(db).map(({ account, lastOk, shut, grant }) => [
      account,
      { lastOk, shut: shut as SeenShut | null, grant: grant as SeenGrant | null },
    ]),
  )
  let rows = new Map<string, Waiting>()
  const writes = new Map<string, (db: Store) => void>()
  let round = 0

  const change = (id: string, next: Partial<SeenAccount>) => void seen.set(id, { ...(seen.get(id) ?? NOTHING), ...next })
  function note(row: Omit<AuditRow, 'at' | 'times'>): void {
    const key = JSON.stringify(row)
    const one = rows.get(key)
    if (one !== undefined) one.times += 1
    else if (rows.size < MOST_WAITING) rows.set(key, { ...row, at: now(), times: 1 })
    else {
      const rest = { ...row, device: null, account: null, place: null, told: {} }
      const sum = rows.get('rest')
      if (sum === undefined) rows.set('rest', { ...rest, at: now(), times: 1 })
      else sum.times += 1
    }
  }
  function opened(id: string): void {
    const at = now()
    change(id, { lastOk: at, shut: null })
    writes.set(`open ${id}`, (to) => sawOpen(to, id, at))
    writes.delete(`shut ${id}`)
  }
  function closed(id: string, shut: Shut, protocol: string | null): void {
    const before = seen.get(id)?.shut
    const since = before?.kind === shut.kind ? before.since : now()
    const next: SeenShut = { kind: shut.kind, said: shut.said, since, at: now(), protocol }
    change(id, { shut: next })
    writes.set(`shut ${id}`, (to) => sawShut(to, id, next))
  }
  function over(id: string): void {
    if ((seen.get(id) ?? NOTHING).shut === null) return
    change(id, { shut: null })
    writes.set(`shut ${id}`, (to) => sawShut(to, id, null))
  }
  const accountsOf = (grant: string) => accountsIn(db).filter(({ upstream }) => upstream.kind === 'oauth' && upstream.grant === grant)

  const book: SeenBook = {
    on(event) {
      switch (event.kind) {
        case 'admitted':
          // Of a device whose mail waits on our disk, nothing was asked of the provider.
          if (event.protocol !== 'smtp' || deviceIn(db, event.device)?.queue !== true) opened(event.account)
          note({ ...nobody, kind: 'admitted', device: event.device, account: event.account, protocol: event.protocol, place: event.from })
          break
        case 'denied':
          note({
            ...nobody,
            kind: 'denied',
            device: event.device ?? null,
            protocol: event.protocol,
            place: event.from,
            told: { why: event.why },
          })
          break
        case 'shut':
          closed(event.account, event.shut, event.protocol)
          note({
            ...nobody,
            kind: 'shut',
            device: event.device,
            account: event.account,
            protocol: event.protocol,
            told: { why: event.shut.kind },
          })
          break
        case 'sent':
          note({
            ...{ ...nobody, kind: event.ok ? 'sent' : 'refused', device: event.device, account: event.account, protocol: 'smtp' },
            told: event.ok ? {} : { why: event.status },
          })
          break
        case 'renewal-failed':
          if (event.shut.kind !== 'unavailable' && event.shut.kind !== 'throttled')
            for (const { id } of accountsOf(event.grant)) closed(id, event.shut, null)
          break
        case 'mail-sent':
          opened(event.account)
          break
        case 'mail-waits': {
          const waits = shutOfQueue(event)
          if (waits !== null) closed(waits.account, waits.shut, 'smtp')
          break
        }
        case 'renewed':
          for (const { id } of accountsOf(event.grant)) {
            const kind = seen.get(id)?.shut?.kind
            if (kind === 'reauthorize' || kind === 'policy') over(id)
          }
          break
        default:
      }
    },
    grant(grant, renews, idleDays) {
      const { id, provider, flow, made, refreshed, expires, refusal } = grant
      const shown: SeenGrant = {
        ...{ id, provider, flow, made, refreshed, expires, renews, idleDays: idleDays ?? null },
        refusal: refusal && codesOf(refusal),
      }
      for (const account of accountsOf(id)) {
        const before = seen.get(account.id) ?? NOTHING
        // The person has signed in again: what was wrong with the one before is over.
        if (refusal === null && before.shut !== null && Date.parse(made) > before.shut.since) over(account.id)
        if (JSON.stringify(before.grant) === JSON.stringify(shown)) continue
        change(account.id, { grant: shown })
        writes.set(`grant ${account.id}`, (to) => sawGrant(to, account.id, shown))
      }
    },
    account: (id) => seen.get(id) ?? NOTHING,
    flush() {
      const due = round++ % PRUNE_EVERY === 0
      if (rows.size === 0 && writes.size === 0 && !due) return
      try {
        whole(db, () => {
          for (const write of writes.values()) write(db)
          addAudit(db, [...rows.values()])
          if (due) pruneLive(db, now() - KEEP_MS, MOST_ROWS)
        })
        rows = new Map()
        writes.clear()
      } catch {
        // Busy or full: the next second tries again, and what waits is bounded.
      }
    },
    stop() {
      clearInterval(timer)
      book.flush()
    },
  }
  const timer = setInterval(() => book.flush(), EVERY)
  timer.unref()
  return book
}

/** The queue has names of its own for what an administrator has to allow. Null where nothing is shut. */
export function shutOfQueue({
  account,
  why,
  said,
}: Extract<BridgeEvent, { kind: 'mail-waits' }>): { readonly account: string; readonly shut: Shut } | null {
  if (why === 'gone') return null
  return { account, shut: { kind: why === 'smtp-off' || why === 'graph-permission' ? 'policy' : why, said } }
}

const nobody = { device: null, account: null, protocol: null, place: null, told: {} }

function codesOf({ at, why, error, suberror, code, status }: OAuthRefusal): NonNullable<SeenGrant['refusal']> {
  return {
    ...{ at, why },
    ...(error !== undefined && { error }),
    ...(suberror !== undefined && { suberror }),
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
  }
}
