// The messages that the chosen app is known to show, to pick from: the words of the field “what it says”, without a slip.

import type { LiveText } from '../../text/desk-live-en.ts'
import { announce } from './announce.ts'
import { type Choice, combobox } from './combobox.ts'
import { element } from './element.ts'
import { type Index, indexOf, type Named, search } from './fuzzy.ts'
import { putInto } from './put-into.ts'

/** Must be told which app is meant each time that changes; loads nothing before somebody looks for a message. */
export function messagePicker(place: HTMLElement, field: HTMLTextAreaElement, text: LiveText['message']): (app: Choice | null) => void {
  const input = element('input', { type: 'text', id: 'known-message', 'aria-describedby': 'known-message-hint' })
  const label = element('label', { for: 'known-message' }, text.anyApp)
  place.append(label, input, element('p', { id: 'known-message-hint', class: 'hint' }, text.hint))

  let app: Choice | null = null
  const loaded = new Map<string, Promise<Index<Named>>>()
  let index: Index<Named> = indexOf<Named>([])
  combobox<Named>({
    input,
    words: text,
    prepare: async () => {
      const id = app?.id ?? ''
      const loading = loaded.get(id) ?? loadMessages(id)
      loaded.set(id, loading)
      index = await loading.catch(() => {
        loaded.delete(id)
        return indexOf<Named>([])
      })
    },
    find: (typed) => search(index, typed, 30),
    show: () => '',
    chosen: (message) => {
      if (message === null) return
      putInto(field, message.name)
      announce(text.taken)
    },
  })
  return (next) => {
    app = next
    label.textContent = next === null ? text.anyApp : text.label(next.name)
  }
}

async function loadMessages(app: string): Promise<Index<Named>> {
  const answer = await fetch(`/messages.json?app=${encodeURIComponent(app)}`, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(String(answer.status))
  const messages = (await answer.json()) as readonly { readonly id: string; readonly text: string; readonly code?: string }[]
  return indexOf(messages.map(({ id, text, code }) => ({ id, name: text, names: code === undefined ? [] : [code] })))
}
