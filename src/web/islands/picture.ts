// The screenshot of the ask page: dropped, pasted or chosen, read on this computer, its text shown for correction before it is used.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { element } from './element.ts'
import { putInto } from './put-into.ts'
import { PICTURE_TYPES, type PictureError, readPicture, refusePictures } from './read-picture.ts'

/** Draws itself into `place`. */
export function picture(place: HTMLElement, field: HTMLTextAreaElement, text: LiveText['picture']): void {
  // The browser's own button speaks the browser's language, not the page's: it stays behind ours.
  const file = element('input', { type: 'file', accept: PICTURE_TYPES.join(','), hidden: true, 'aria-label': text.choose })
  const choose = element('button', { type: 'button', 'aria-describedby': 'picture-label picture-hint' }, text.choose)
  const outcome = element('div', { class: 'picture-outcome' })
  place.classList.add('picture-drop')
  place.append(
    element('p', { id: 'picture-label', class: 'picture-label' }, text.label),
    element('p', { id: 'picture-hint', class: 'hint' }, text.hint),
    choose,
    file,
    outcome,
  )
  choose.addEventListener('click', () => file.click())
  let running: AbortController | null = null

  function fail(error: PictureError): void {
    outcome.replaceChildren(element('p', { class: 'picture-error', role: 'alert' }, text.errors[error]))
  }

  async function take(files: readonly File[]): Promise<void> {
    const refused = refusePictures(files)
    const [chosen] = files
    if (refused !== null || chosen === undefined) return fail(refused ?? 'type')
    running?.abort()
    const mine = new AbortController()
    running = mine
    const bar = element('progress', { max: '1', 'aria-labelledby': 'picture-progress' })
    const says = element('p', { id: 'picture-progress' }, text.sending(chosen.name || text.pasted))
    const cancel = element('button', { type: 'button' }, text.cancel)
    cancel.addEventListener('click', () => mine.abort())
    outcome.replaceChildren(says, bar, cancel)
    announce(says.textContent)
    const read = await readPicture(chosen, mine.signal, {
      sent(share) {
        if (share < 1) bar.value = share
        else if (says.textContent !== text.reading) {
          // Until the reader says how far it is, a bar without a value says that nobody knows.
          bar.removeAttribute('value')
          says.textContent = text.reading
          announce(text.reading)
        }
      },
      read(share) {
        bar.value = share
      },
    })
    // Another picture took its place.
    if (running !== mine) return
    running = null
    file.value = ''
    const hadFocus = outcome.contains(document.activeElement)
    if ('cancelled' in read) {
      outcome.replaceChildren()
      announce(text.cancelled)
      if (hadFocus) choose.focus()
    } else if ('error' in read) {
      fail(read.error)
      if (hadFocus) choose.focus()
    } else correct(read.text)
  }

  function correct(found: string): void {
    const area = element('textarea', { id: 'picture-text', rows: '4', 'aria-describedby': 'picture-correct', autocomplete: 'off' })
    area.value = found
    const use = element('button', { type: 'button' }, text.use)
    const discard = element('button', { type: 'button' }, text.discard)
    const leave = (): void => outcome.replaceChildren()
    use.addEventListener('click', () => {
      putInto(field, area.value.trim())
      leave()
      field.focus()
      announce(text.used)
    })
    discard.addEventListener('click', () => {
      leave()
      choose.focus()
    })
    outcome.replaceChildren(
      element('label', { for: 'picture-text' }, text.read),
      element('p', { id: 'picture-correct', class: 'hint' }, text.correct),
      area,
      element('p', { class: 'picture-actions' }, use, ' ', discard),
    )
    area.focus()
  }

  file.addEventListener('change', () => void take([...(file.files ?? [])]))
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    // A text that is pasted is the field's business.
    if (files.length === 0 || !files.some((pasted) => pasted.type.startsWith('image/'))) return
    event.preventDefault()
    void take(files)
  })
  dropZone(place, (files) => void take(files))
  window.addEventListener('beforeunload', (event) => {
    if (running !== null) event.preventDefault()
  })
}

/** The whole page takes the drop, so that a near miss does not open the picture instead of the form. */
function dropZone(place: HTMLElement, dropped: (files: readonly File[]) => void): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  document.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    place.classList.add('dragging')
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) place.classList.remove('dragging')
  })
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    place.classList.remove('dragging')
    dropped([...(event.dataTransfer?.files ?? [])])
  })
}
