// The island of every page that is read, printed or copied from: guide, settings card, letter, report. Nothing on them needs it to be read.

import { prepareAnnouncements } from './announce.ts'
import { awake } from './awake.ts'
import { listenForCopies } from './copy.ts'
import { PRINT } from './hooks.ts'
import { liveText } from './live-text.ts'
import { keepSteps } from './steps-kept.ts'

prepareAnnouncements()
document.addEventListener('click', (event) => {
  if ((event.target as Element).closest(PRINT) !== null) print()
})
void liveText().then(({ guide }) => {
  listenForCopies(guide)
  keepSteps(guide)
  awake()
})
