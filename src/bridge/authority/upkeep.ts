// Keeps what clients are shown up to date while the bridge runs: looks now and every hour, so that neither a long life nor a night asleep lets a certificate end.

import type { Authority, Identity } from './authority.ts'
import { isDue, issueServer, makeAuthority } from './authority.ts'
import { allNames, missingNames, outOfBounds, type ServerNames, withoutNames } from './names.ts'

/** What is kept between runs. */
export interface Kept {
  readonly authority: Authority
  readonly servers: readonly Identity[]
}

export interface UpToDate extends Kept {
  /** Something was made anew, and has to be kept. */
  readonly changed: boolean
  /** The authority may not speak for these: clients that use them see a wrong name until it is made anew. */
  readonly leftOut: ServerNames | null
}

export interface Wanted {
  readonly machine: string
  readonly names: ServerNames
  /** A key that old devices understand too. */
  readonly rsa: boolean
}

/** What is to be shown today. An authority is made only where there is none or it has ended: each one has to be trusted by hand. */
export function bringUpToDate(kept: Kept | null, { machine, names, rsa }: Wanted, now: Date): UpToDate {
  const authority = kept === null || isDue(kept.authority.certificate, now) ? makeAuthority(machine, names, now) : kept.authority
  const before = authority === kept?.authority ? kept.servers : []
  const leftOut = outOfBounds(names, authority.names)
  const mine = leftOut === null ? names : withoutNames(names, leftOut)
  const servers = (['ec', ...(rsa || before.length > 1 ? (['rsa'] as const) : [])] as const).map((sort, at) => {
    const held = before[at]
    if (held !== undefined && !isDue(held.certificate, now) && missingNames(mine, held.names) === null) return held
    // Names of another bridge on this machine stay.
    const still = held === undefined ? mine : allNames(mine, withoutNames(held.names, outOfBounds(held.names, authority.names) ?? NONE))
    return issueServer(authority, still, now, sort)
  })
  const changed = authority !== kept?.authority || servers.some((one, at) => one !== before[at])
  return { authority, servers, changed, leftOut }
}

const NONE: ServerNames = { dns: [], addresses: [] }
