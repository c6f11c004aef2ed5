// A name that every file system takes, for a name that a mailbox may have: Windows' reserved ones, lengths, cases, control characters.

const LONGEST_BYTES = 120
// Windows keeps these for devices, with any ending.
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** Readable, never empty, never `.` or `..`, never hidden. Two names may become one: see `freeName`. */
export function diskName(name: string, longest = LONGEST_BYTES): string {
  let safe = name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in a file's name.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]/g, '_')
  safe = cut(safe, longest)
  // Windows drops blanks and dots at the end; a dot at the beginning hides.
  safe = safe.replace(/^[. ]+|[. ]+$/g, (run) => '_'.repeat(run.length))
  if (RESERVED.test(safe)) safe = `_${safe}`
  return safe === '' ? '_' : safe
}

/** The name itself, or with ` (2)` behind it when it is taken. Letters of another case and other ways to write an accent are the same name. */
export function freeName(name: string, taken: (key: string) => boolean, ending = ''): string {
  for (let number = 1; ; number++) {
    const tried = `${name}${number === 1 ? '' : ` (${number})`}${ending}`
    if (!taken(nameKey(tried))) return tried
  }
}

/** The same for names that some file system does not tell apart. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().toLowerCase()
}

function cut(name: string, longest: number): string {
  if (Buffer.byteLength(name) <= longest) return name
  let kept = ''
  let bytes = 0
  for (const letter of name) {
    bytes += Buffer.byteLength(letter)
    if (bytes > longest) break
    kept += letter
  }
  return kept
}
