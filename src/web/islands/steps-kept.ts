// The check boxes of a guide on a page: ticked as they were left, counted, cleared by a button.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { CLEAR_STEPS, GUIDE_ROOT, STEP_BOX, STEPS_DONE } from './hooks.ts'
import { type Keep, type KeptChecks, keptChecks } from './kept-checks.ts'

/** Listens for the whole page; returns what must be called when steps have come or gone. */
export function keepSteps(text: LiveText['guide']): () => void {
  const cases = new Map<string, KeptChecks>()
  const of = (guide: HTMLElement): KeptChecks => {
    const id = guide.dataset.guide ?? ''
    const kept = cases.get(id) ?? keptChecks(storage(), id)
    cases.set(id, kept)
    return kept
  }

  function show(guide: HTMLElement): void {
    const ticked = of(guide).ticked()
    const boxes = [...guide.querySelectorAll<HTMLInputElement>(STEP_BOX)]
    for (const box of boxes) box.checked = ticked.has(box.dataset.step ?? '')
    const done = boxes.filter((box) => box.checked).length
    for (const place of guide.querySelectorAll(STEPS_DONE)) place.textContent = text.progress(done, boxes.length)
    for (const button of guide.querySelectorAll<HTMLButtonElement>(CLEAR_STEPS)) button.hidden = done === 0
  }
  const showAll = () => {
    for (const guide of document.querySelectorAll<HTMLElement>(GUIDE_ROOT)) show(guide)
  }

  document.addEventListener('change', (event) => {
    const box = event.target as HTMLInputElement
    const guide = box.closest<HTMLElement>(GUIDE_ROOT)
    if (guide === null || !box.matches(STEP_BOX)) return
    const kept = of(guide).set(box.dataset.step ?? '', box.checked)
    show(guide)
    const boxes = guide.querySelectorAll<HTMLInputElement>(STEP_BOX)
    const said = text.progress(of(guide).ticked().size, boxes.length)
    announce(kept ? said : `${said} ${text.notKept}`)
  })
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest(CLEAR_STEPS)
    const guide = button?.closest<HTMLElement>(GUIDE_ROOT)
    if (guide === null || guide === undefined) return
    of(guide).clear()
    // The button goes with the ticks: the focus goes back to where one starts.
    guide.querySelector<HTMLInputElement>(STEP_BOX)?.focus()
    show(guide)
    announce(text.cleared)
  })
  // The same guide may be open twice: on the case page and as its print view.
  addEventListener('storage', () => {
    cases.clear()
    showAll()
  })
  // Ticked before this script was there: no browser puts ticks back (`autocomplete="off"`), so a person did it.
  for (const guide of document.querySelectorAll<HTMLElement>(GUIDE_ROOT))
    for (const box of guide.querySelectorAll<HTMLInputElement>(`${STEP_BOX}:checked`)) of(guide).set(box.dataset.step ?? '', true)
  showAll()
  return showAll
}

function storage(): Keep | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
