// Copy buttons: to the clipboard where the browser allows it, else the text is selected so that two keys finish the work. Both are said aloud.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { COPY } from './hooks.ts'

/** How long a button says that it has copied. */
const SHOWN_MS = 2500

/** One listener for all buttons there are and will be. */
export function listenForCopies(text: LiveText['guide']): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>(COPY)
    if (button === null) return
    const source = sourceOf(button)
    const value = button.dataset.copy ?? source?.textContent.trim() ?? ''
    void toClipboard(value).then((done) => {
      if (done) showDone(button, text.done)
      else if (source !== null) getSelection()?.selectAllChildren(source)
      announce(done ? text.copied(value.length > 80 ? `${value.slice(0, 79)}…` : value) : text.selected)
    })
  })
}

async function toClipboard(value: string): Promise<boolean> {
  try {
    // Absent where the page is reached neither by loopback nor by TLS.
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return false
  }
}

/** The element that shows the value: the one named, else the code beside the button. */
function sourceOf(button: HTMLElement): HTMLElement | null {
  const id = button.dataset.copyFrom
  return id === undefined ? (button.parentElement?.querySelector<HTMLElement>('code') ?? null) : document.getElementById(id)
}

/** Drawn by the style sheet from the attribute, in the place that the words of the button have: nothing moves, and no tree is disturbed. */
function showDone(button: HTMLElement, words: string): void {
  button.dataset.done = words
  setTimeout(() => delete button.dataset.done, SHOWN_MS)
}
