// Which flags go with a message into a folder, and which the folder would refuse or forget (RFC 9051 §2.3.2, §7.1 PERMANENTFLAGS). Pure.

export interface FlagRoom {
  /** PERMANENTFLAGS; undefined: the server did not say. */
  readonly flags?: readonly string[]
  /** It takes new keywords. */
  readonly keywords: boolean
}

const SYSTEM = new Map(['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]))
// RFC 9051 §9, flag-keyword: an atom. The closing bracket is no atom's either, but servers that hand one out take it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const KEYWORD = /^[^\x00-\x20\x7f-\uffff(){%*"\\]+$/

/** `lost` are those that stay behind; \Recent is the server's alone and no loss. */
export function flagsFor(
  flags: readonly string[],
  room: FlagRoom | undefined,
): { readonly kept: readonly string[]; readonly lost: readonly string[] } {
  const kept: string[] = []
  const lost: string[] = []
  const permanent = room?.flags && new Set(room.flags.map((flag) => flag.toLowerCase()))
  const seen = new Set<string>()
  for (const flag of flags) {
    const low = flag.toLowerCase()
    if (low === '\\recent' || seen.has(low)) continue
    seen.add(low)
    const system = SYSTEM.get(low)
    if (system !== undefined) (permanent === undefined || permanent.has(low) ? kept : lost).push(system)
    else if (KEYWORD.test(flag) && (permanent === undefined || room?.keywords || permanent.has(low))) kept.push(flag)
    else lost.push(flag)
  }
  return { kept, lost }
}
