// The field “app or device” of the ask page: a list searched by the names people use, with “I don't know” as an answer like any other.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { combobox } from './combobox.ts'
import { element } from './element.ts'
import { type Index, indexOf, type Named, search } from './fuzzy.ts'

const UNKNOWN = 'unknown'

/** The form gets the app's id, or what was typed when it is none of ours, or nothing for “I don't know”. */
export function appPicker(input: HTMLInputElement, text: LiveText['app'], changed: (app: Named | null) => void): void {
  const unknown: Named = { id: UNKNOWN, name: text.unknown, names: [] }
  let index: Index<Named> = indexOf<Named>([])
  let loading: Promise<void> | null = null
  const sent = element('input', { type: 'hidden', name: input.name })
  sent.value = input.value
  input.removeAttribute('name')
  input.after(sent)

  combobox({
    input,
    // The last of the list is always “I don't know”, which nobody counts.
    words: { ...text, found: (n) => (n === 1 ? text.none : text.found(n - 1)) },
    prepare: () => {
      loading ??= loadApps().then(
        (apps) => {
          index = indexOf(apps)
        },
        () => {
          loading = null
          announce(text.failed)
        },
      )
      return loading
    },
    find: (typed) => [...search(index, typed, 100), unknown],
    chosen: (app) => {
      sent.value = app === null ? input.value : app.id === UNKNOWN ? '' : app.id
      changed(app?.id === UNKNOWN ? null : app)
    },
  })
  // What is typed on after a choice was dropped, and what the browser itself puts back after “Back”.
  input.addEventListener('input', () => {
    sent.value = input.value
  })
}

async function loadApps(): Promise<readonly Named[]> {
  const answer = await fetch('/apps.json', { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as Named[]
}
