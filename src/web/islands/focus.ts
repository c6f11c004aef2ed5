// Keeps the focus when a new view takes away what had it: the next question first, then the verdict.

import { FOCUS } from './hooks.ts'

/** Call before the new view is rendered; the function it returns, after. */
export function keepFocus(root: HTMLElement): () => void {
  const before = document.activeElement
  const had = before !== null && root.contains(before)
  return () => {
    if (!had) return
    const lost = !root.contains(before) || (before as HTMLButtonElement).disabled === true
    if (lost) moveFocus(root)
  }
}

export function moveFocus(root: HTMLElement): void {
  const target = FOCUS.map((wanted) => root.querySelector<HTMLElement>(wanted)).find((found) => found !== null)
  target?.focus({ preventScroll: true })
  // Only as far as needed: what is in sight stays where it is.
  target?.scrollIntoView({ block: 'nearest' })
}
