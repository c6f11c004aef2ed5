// The island of the pages of keys and records: copies, prints, keeps ticks, and lets no browser bring typed secrets back. Nothing on them needs it.

import { prepareAnnouncements } from './announce.ts'
import { awake } from './awake.ts'
import { listenForCopies } from './copy.ts'
import { PRINT, SECRET_FORM } from './hooks.ts'
import { liveText } from './live-text.ts'
import { keepSteps } from './steps-kept.ts'

prepareAnnouncements()
document.addEventListener('click', (event) => {
  if ((event.target as Element).closest(PRINT) !== null) print()
})

/** Browsers bring whole pages back, fields and all. */
function forget(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>(`${SECRET_FORM} input[type="password"]`)) field.value = ''
}
addEventListener('pagehide', forget)
addEventListener('pageshow', ({ persisted }) => persisted && forget())

void liveText().then(({ guide }) => {
  listenForCopies(guide)
  keepSteps(guide)
  awake()
})
