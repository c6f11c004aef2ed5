// Reading the tree of a document that a stranger may have written: any part may be missing, doubled or of another kind.

/** More than any published document has; a document beyond them is refused, not cut. */
export const CONFIG_LIMITS = { bytes: 128 * 1024, tags: 2000, depth: 12, servers: 24 } as const

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

export function first(value: unknown): unknown {
  return list(value)[0]
}

/** The text of an element, also when it carries attributes. */
export function text(value: unknown): string {
  const node = first(value)
  const inner = isRecord(node) ? node['#text'] : node
  return typeof inner === 'string' ? inner.trim() : ''
}

/** A control character in a sign-in name would end a protocol line or a field of a token; one of direction would hide what it is. */
export function canBeName(written: string): boolean {
  return written.length <= 255 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(written)
}
