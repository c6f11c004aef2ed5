// `dovecot-uidlist`: the UIDs that Dovecot gave to the files of a Maildir, which its clients know them by.

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { baseOf } from './info.ts'

export interface Uidlist {
  readonly uidValidity: number
  readonly uidNext: number
  /** By the part of a file's name that stays. */
  readonly uids: ReadonlyMap<string, number>
}

const LARGEST = 512 * 1024 * 1024

/** Undefined where there is none, or one of a kind that is not known. */
export function readUidlist(home: string): Uidlist | undefined {
  const file = join(home, 'dovecot-uidlist')
  let lines: string[]
  try {
    if (statSync(file).size > LARGEST) return undefined
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const head = lines[0] ?? ''
  const validity = /^3 .*\bV(\d+)/.exec(head)?.[1]
  const next = /^3 .*\bN(\d+)/.exec(head)?.[1]
  if (validity === undefined || next === undefined) return undefined
  const uids = new Map<string, number>()
  for (const line of lines.slice(1)) {
    const [, uid, name] = /^(\d+) (?:.* )?:(.+)$/.exec(line) ?? []
    if (uid !== undefined && name !== undefined) uids.set(baseOf(name), Number(uid))
  }
  return { uidValidity: Number(validity), uidNext: Number(next), uids }
}
