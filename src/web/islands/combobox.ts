// A text field with a list under it, as WAI-ARIA's “editable combobox with list autocomplete”: arrows, Home, End, Enter, Escape, Alt+arrows, mouse, touch.

import { announce } from './announce.ts'
import { element } from './element.ts'

export interface Choice {
  readonly id: string
  readonly name: string
}

export interface ComboboxOptions<T extends Choice> {
  readonly input: HTMLInputElement
  /** What the list is called, and the button that opens it. */
  readonly words: { readonly list: string; readonly open: string; readonly none: string; readonly found: (n: number) => string }
  readonly find: (typed: string) => readonly T[]
  /** `null`: what was typed is none of them. Called again only when the choice changes. */
  readonly chosen: (choice: T | null) => void
  /** What the field shows once chosen: its name, or nothing where the choice goes elsewhere. */
  readonly show?: (choice: T) => string
  /** Called each time before the list is filled; must keep what it has loaded. */
  readonly prepare?: () => Promise<void>
}

export function combobox<T extends Choice>({ input, words, find, chosen, show = (c) => c.name, prepare }: ComboboxOptions<T>): void {
  const listId = `${input.id}-list`
  const list = element('ul', { id: listId, role: 'listbox', 'aria-label': words.list, class: 'combobox-list', hidden: true })
  const button = element('button', {
    type: 'button',
    class: 'combobox-open',
    tabindex: '-1',
    'aria-label': words.open,
    'aria-expanded': 'false',
    'aria-controls': listId,
  })
  const box = element('div', { class: 'combobox' })
  // Whoever types in it already loses the cursor when the field is moved.
  const cursor = document.activeElement === input ? ([input.selectionStart, input.selectionEnd] as const) : null
  input.replaceWith(box)
  box.append(input, button, list)
  input.removeAttribute('list')
  for (const [name, value] of Object.entries({
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
  }))
    input.setAttribute(name, value)

  let shown: readonly T[] = []
  let active = -1
  let taken: T | null = null

  let showsAll = false

  const isOpen = () => !list.hidden
  const take = (choice: T | null): void => {
    if (choice?.id === taken?.id) return
    taken = choice
    chosen(choice)
  }

  function mark(at: number): void {
    list.children[active]?.setAttribute('aria-selected', 'false')
    active = at
    const option = list.children[at]
    if (at < 0 || option === undefined) {
      input.removeAttribute('aria-activedescendant')
      return
    }
    option.setAttribute('aria-selected', 'true')
    input.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  function fill(typed: string): void {
    shown = find(typed)
    showsAll = typed === ''
    active = -1
    input.removeAttribute('aria-activedescendant')
    list.replaceChildren(
      ...shown.map((choice, i) => element('li', { role: 'option', id: `${listId}-${i}`, 'aria-selected': 'false' }, choice.name)),
    )
  }

  function close(): void {
    list.hidden = true
    mark(-1)
    input.setAttribute('aria-expanded', 'false')
    button.setAttribute('aria-expanded', 'false')
  }

  async function open(typed: string): Promise<void> {
    await prepare?.()
    // While it was loaded the person may have gone on.
    if (document.activeElement !== input) return
    fill(typed)
    const some = shown.length > 0
    list.hidden = !some
    input.setAttribute('aria-expanded', String(some))
    button.setAttribute('aria-expanded', String(some))
  }

  function offer(): void {
    void open(input.value).then(() => announce(shown.length === 0 ? words.none : words.found(shown.length)))
  }

  function choose(at: number): void {
    const choice = shown[at]
    if (choice === undefined) return
    input.value = show(choice)
    close()
    // A field that was emptied takes the same choice a second time.
    if (input.value === '') taken = null
    take(choice)
    input.focus()
  }

  input.addEventListener('input', () => {
    take(null)
    // Who empties the field is done with it: the arrows and the button still show all.
    if (input.value === '') return close()
    offer()
  })
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault()
        const step = event.key === 'ArrowDown' ? 1 : -1
        if (event.altKey && isOpen() && step < 0) return close()
        if (isOpen()) return mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length)
        // Opened on a finished choice, the list shows all: that one was found already.
        void open(taken === null ? input.value : '').then(() => {
          if (!event.altKey && isOpen()) mark(step > 0 ? 0 : shown.length - 1)
        })
        return
      }
      case 'Enter':
        if (!isOpen() || active < 0) return close()
        event.preventDefault()
        return choose(active)
      case 'Escape':
        if (isOpen()) return close()
        input.value = ''
        return take(null)
      case 'Tab':
        if (isOpen() && active >= 0) choose(active)
        return close()
      case 'Home':
      case 'End':
        mark(-1)
    }
  })
  input.addEventListener('click', () => void (isOpen() || open(taken === null ? input.value : '')))
  input.addEventListener('blur', close)
  // Pressing in the list or on the button must not take the focus, which would close the list before the click.
  box.addEventListener('mousedown', (event) => {
    if (event.target !== input) event.preventDefault()
  })
  list.addEventListener('click', (event) => {
    const option = (event.target as Element).closest('[role="option"]')
    if (option !== null) choose([...list.children].indexOf(option))
  })
  button.addEventListener('click', () => {
    if (isOpen() && showsAll) return close()
    input.focus()
    void open('')
  })
  if (cursor !== null) {
    input.focus({ preventScroll: true })
    input.setSelectionRange(...cursor)
    if (input.value !== input.defaultValue) offer()
  }
}
