// Sends a form of the page as the browser would, and brings back the view that it leads to. The form needs no script of its own.

import type { CaseView, DeskEvent } from '../view.ts'

export type Sent = { readonly view: CaseView } | { readonly failed: 'stopped' | 'refused' }

export async function sendForm(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Sent> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    if (!answer.ok) return { failed: 'refused' }
    const said = (await answer.json()) as CaseView | DeskEvent
    return { view: 'kind' in said ? said.view : said }
  } catch (error) {
    return { failed: error instanceof SyntaxError ? 'refused' : 'stopped' }
  }
}
