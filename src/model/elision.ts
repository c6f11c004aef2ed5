// French joins small words to what follows them: de + le is du, que + Outlook is qu’Outlook. For texts whose names are filled in late.

const JOINED: readonly (readonly [before: RegExp, value: RegExp, after: string, drop: number])[] = [
  [/\b([Dd])e $/, /^le /, '$1u ', 3],
  [/\b([Dd])e $/, /^les /, '$1es ', 4],
  [/(^|\s)à $/, /^le /, '$1au ', 3],
  [/(^|\s)à $/, /^les /, '$1aux ', 4],
  [/\b([Dd]|[Qq]u)e $/, /^[aeiouéèêâAEIOUÉÈÊÂ]/, '$1’', 0],
]

/** `before` with `value` after it, as French writes them; every other language has no such words and comes back unchanged. */
export function joined(before: string, value: string): string {
  for (const [end, start, after, drop] of JOINED)
    if (end.test(before) && start.test(value)) return before.replace(end, after) + value.slice(drop)
  return before + value
}
