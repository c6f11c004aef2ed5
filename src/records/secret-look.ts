// Does a text that somebody typed into a record hold a password, a token or spare codes? Records keep references only. Pure; errs on the side of ordinary names.

/** Whatever a person would not see as one word. */
const BETWEEN = /[\s"“”„«»(),;<>[\]{}|]+/u
/** Names that Windows gives to computers: capitals and digits at random, known to everybody on the network. */
const MACHINE = /^(desktop|laptop|pc|win|srv|msi|asus|hp|dell)-[a-z0-9]{4,12}$/i

/** The shapes in which providers show app passwords, where a text is nothing but one. */
const GROUPS = /^([a-z]{4}([ -])){3}[a-z]{4}$/
const GROUPED_INSIDE = /(?<![\p{L}\p{N}-])([a-z]{4}-){3}[a-z]{4}(?![\p{L}\p{N}-])/u
/** Letters that no word of our languages has next to each other. */
const RARE = /[bcdfgjkpqtvxz][jkqvwxz]|q[^u]|[jkqvwxz][bcdfghjklmnpqrtvwxz]|(.)\1\1/g

/** True for a password, an app password, a token, a key, or a list of spare codes. */
export function looksSecret(text: string): boolean {
  const trimmed = text.trim()
  if (GROUPS.test(trimmed) && (trimmed.includes('-') || rare(trimmed.replaceAll(' ', '')) > 0)) return true
  if (GROUPED_INSIDE.test(trimmed) || /\botpauth(-migration)?:\/\//i.test(trimmed) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(trimmed))
    return true
  if (/\bpin\s*[:=]\s*\d{4,8}\b/i.test(trimmed) || areSpareCodes(trimmed)) return true
  return trimmed.split(BETWEEN).some(isSecretWord)
}

function isSecretWord(word: string): boolean {
  if (word.length < 8) return false
  // A name and a password before the host of a URL.
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word))
    return /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:[^/@]+@/i.test(word) || /[?&#](access_|refresh_|id_)?(token|secret|password|code)=/i.test(word)
  if (/^[^\s@:]+@[^\s@]+\.\p{L}{2,}\.?$/u.test(word) || MACHINE.test(word) || /^[\d.:/+-]+$/.test(word)) return false
  // RFC 7519 §3: a token begins with the Base64 of `{"`.
  if (/^eyJ[\w-]{8,}\./.test(word)) return true
  if (/^[0-9a-f]{32,}$/i.test(word)) return true
  if (/^[a-z]{16}$/.test(word)) return rare(word) >= 2
  return word.split(/[-_./'’:]+/).some(isSecretPiece) || hasSignsAndMore(word)
}

/** Letters and digits tangled: three kinds of characters, and more turns than a model's name has. */
function isSecretPiece(piece: string): boolean {
  if (piece.length < 8) return false
  const turns = piece.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  return kinds(piece) >= 3 && (turns >= 3 || piece.length >= 20)
}

/** `Printemps2026!`: capital, small letter, digit and a sign that stands in no name. */
function hasSignsAndMore(word: string): boolean {
  const signs = /[!#$%&*+=?@^~\\`]/.test(word)
  return signs && kinds(word.replace(/[!#$%&*+=?@^~\\`]/g, '')) >= 3
}

function kinds(text: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/].filter((kind) => kind.test(text)).length
}

const rare = (text: string) => text.match(RARE)?.length ?? 0

/** Three or more codes of the lengths that providers print on their lists. */
function areSpareCodes(text: string): boolean {
  const digits = text.match(/(?<![\d.+/:-])(\d{4}[ -]\d{4}|\d{6,8})(?![\d./:-])/g) ?? []
  const mixed = text.match(/(?<![\p{L}\p{N}-])(?=[a-z0-9]*\d)[a-z0-9]{4,5}-(?=[a-z0-9]*\d)[a-z0-9]{4,5}(?![\p{L}\p{N}-])/gu) ?? []
  return digits.length >= 3 || mixed.length >= 2
}
