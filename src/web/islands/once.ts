// The island of the page that shows a device's password: with the page the password goes, so that no way back in the browser shows it again.

import './plain.ts'

addEventListener('pagehide', () => {
  for (const once of document.querySelectorAll<HTMLElement>('[data-once]')) {
    if (once instanceof HTMLInputElement) once.value = ''
    else once.replaceChildren()
  }
})
