// Sends a form of the page as the browser would, and brings back the view that it leads to. The form needs no script of its own.

import type { CaseView } from '../view.ts'

/** `stopped`: nobody answered. `refused`: with the server's own sentences where it gave some. */
export type Sent =
  | { readonly view: CaseView }
  | { readonly failed: 'stopped' }
  | { readonly failed: 'refused'; readonly says: string | null }

export async function sendForm(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Sent> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value)
  return ask(form.action, { method: 'POST', body })
}

/** The view as the server has it now. */
export function askView(path: string): Promise<Sent> {
  return ask(path, { cache: 'no-store' })
}

async function ask(url: string, init: RequestInit): Promise<Sent> {
  const answer = await fetch(url, { ...init, headers: { accept: 'application/json' } }).catch(() => null)
  if (answer === null) return { failed: 'stopped' }
  const said = (await answer.json().catch(() => null)) as
    | CaseView
    | { readonly error?: { readonly what: string; readonly next: string } }
    | null
  if (answer.ok && said !== null && 'road' in said) return { view: said }
  const error = said !== null && 'error' in said ? said.error : undefined
  return { failed: 'refused', says: error === undefined ? null : `${error.what} ${error.next}` }
}
