// Keeps what clients are shown up to date while the bridge runs: looks now and every hour, so that neither a long life nor a night asleep lets a certificate end.

import type { Authority, Identity } from './authority.ts'
import { isDue, issueServer, makeAuthority } from './authority.ts'
import { allNames, missingNames, outOfBounds, type ServerNames, withoutNames } from './names.ts'

/** What is kept between runs. */
export interface Kept {
  readonly authority: Authority
  readonly servers: readonly Identity[]
  /** Somebody may trust it: it was shown or written for a device. */
  readonly shown: boolean
  /** Names that were wanted of it and had to be left out: the next one is made for them too. */
  readonly asked: ServerNames
}

export interface UpToDate extends Kept {
  /** Something is new, and has to be kept. */
  readonly changed: boolean
  /** What clients are shown is new. */
  readonly renewed: boolean
  /** The authority may not speak for these: clients that use them see a wrong name until it is made anew. */
  readonly leftOut: ServerNames | null
}

export interface Wanted {
  readonly machine: string
  readonly names: ServerNames
  /** A key that old devices understand too. */
  readonly rsa: boolean
}

/** What is to be shown today. An authority is made where there is none, where it ends, or where it falls short and nobody can have trusted it yet: each one has to be trusted by hand. */
export function bringUpToDate(kept: Kept | null, wanted: Wanted, now: Date): UpToDate {
  const short = kept === null ? null : outOfBounds(wanted.names, kept.authority.names)
  if (kept === null || isDue(kept.authority.certificate, now) || (short !== null && !kept.shown)) return madeAnew(kept, wanted, now)
  const asked = allNames(kept.asked, short ?? NONE)
  const mine = withoutNames(wanted.names, short ?? NONE)
  const servers = serversOf(kept.authority, kept.servers, mine, wanted.rsa, now)
  const renewed = servers.some((one, at) => one !== kept.servers[at])
  const changed = renewed || missingNames(asked, kept.asked) !== null
  return { authority: kept.authority, servers, shown: kept.shown, asked, changed, renewed, leftOut: short }
}

/** For all that was ever asked of the one before. */
export function madeAnew(kept: Kept | null, { machine, names, rsa }: Wanted, now: Date): UpToDate {
  const all = kept === null ? names : allNames(allNames(names, kept.authority.names), kept.asked)
  const authority = makeAuthority(machine, all, now)
  const servers = serversOf(authority, [], all, rsa, now)
  return { authority, servers, shown: false, asked: NONE, changed: true, renewed: true, leftOut: null }
}

function serversOf(authority: Authority, before: readonly Identity[], names: ServerNames, rsa: boolean, now: Date): readonly Identity[] {
  const sorts = rsa || before.length > 1 ? (['ec', 'rsa'] as const) : (['ec'] as const)
  return sorts.map((sort, at) => {
    const held = before[at]
    if (held !== undefined && !isDue(held.certificate, now) && missingNames(names, held.names) === null) return held
    // Names of another bridge on this machine stay.
    return issueServer(authority, held === undefined ? names : allNames(names, held.names), now, sort)
  })
}

const NONE: ServerNames = { dns: [], addresses: [] }
