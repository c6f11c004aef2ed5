// Copy buttons: to the clipboard where the browser allows it, else the text is selected so that two keys finish the work. Both are said aloud.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { COPY } from './hooks.ts'

/** One listener for all buttons there are and will be. `copied` is told what is in the clipboard now. */
export function listenForCopies(text: LiveText['guide'], copied: (value: string, button: HTMLElement) => void): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>(COPY)
    const value = button?.dataset.copy
    if (button === null || value === undefined) return
    void toClipboard(value).then((done) => {
      if (done) copied(value, button)
      else select(value, button)
      announce(done ? text.copied(value.length > 80 ? `${value.slice(0, 79)}…` : value) : text.selected)
    })
  })
}

async function toClipboard(value: string): Promise<boolean> {
  try {
    // Absent where the page is not reached by loopback or TLS.
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    return false
  }
}

/** The shown text that is nearest to the button and holds exactly the value. */
function select(value: string, button: HTMLElement): void {
  for (let around = button.parentElement; around !== null; around = around.parentElement) {
    const shown = [...around.querySelectorAll<HTMLElement>('code, pre, dd, td, output, textarea')].find(
      (one) => (one instanceof HTMLTextAreaElement ? one.value : one.textContent)?.trim() === value.trim(),
    )
    if (shown instanceof HTMLTextAreaElement) {
      shown.focus()
      shown.select()
    } else if (shown !== undefined) getSelection()?.selectAllChildren(shown)
    if (shown !== undefined) return
  }
}
