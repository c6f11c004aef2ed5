// Takes secrets out of a server's words: those of this exchange in every form, and whatever is shaped like a token.

import type { Secret } from '../model/secret.ts'

const DOTS = '•••'
/** Three parts of base64url are a JWT; so long a run of such letters is nobody's prose. A GUID, a date and a link stay. */
const TOKEN = /\beyJ[\w-]{4,}\.[\w-]+(\.[\w-]*)*|[A-Za-z0-9_~+=-]{40,}/g
const SHORTEST = 4

export function struck(text: string, secrets: readonly Secret[] = []): string {
  const forms = secrets.flatMap((secret) => formsOf(secret.reveal())).sort((a, b) => b.length - a.length)
  return forms.reduce((out, form) => out.replaceAll(form, DOTS), text).replace(TOKEN, DOTS)
}

function formsOf(value: string): string[] {
  if (value.length < SHORTEST) return []
  const bytes = Buffer.from(value)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  return [value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1), base64, bytes.toString('base64url')]
}
