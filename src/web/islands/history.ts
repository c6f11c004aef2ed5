// The island of the history: the list narrows while one types; Enter still asks the server, which searches more than what is shown.

import { fold } from '../../model/fold.ts'
import { announce, prepareAnnouncements } from './announce.ts'
import { awake } from './awake.ts'
import { HISTORY_ENTRY, HISTORY_ROOT } from './hooks.ts'
import { liveText } from './live-text.ts'

/** A reader that speaks at each letter hears nothing to its end. */
const PAUSE_MS = 400

async function start(root: HTMLElement): Promise<void> {
  prepareAnnouncements()
  const input = root.querySelector<HTMLInputElement>('input[name="q"]')
  if (input === null) return
  const { history } = await liveText()
  const entries = [...root.querySelectorAll<HTMLElement>(HISTORY_ENTRY)].map((entry) => ({ entry, text: fold(entry.textContent) }))
  let pause: ReturnType<typeof setTimeout> | undefined
  const narrow = () => {
    const words = fold(input.value).split(' ')
    let shown = 0
    for (const { entry, text } of entries) {
      entry.hidden = !words.every((word) => text.includes(word))
      if (!entry.hidden) shown++
    }
    clearTimeout(pause)
    pause = setTimeout(() => announce(history.found(shown)), PAUSE_MS)
  }
  input.addEventListener('input', narrow)
  // Typed before this script was there, or put back by the browser.
  if (input.value !== input.defaultValue) narrow()
  awake()
}

const root = document.querySelector<HTMLElement>(HISTORY_ROOT)
if (root !== null) void start(root)
