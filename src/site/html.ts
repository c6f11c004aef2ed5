// HTML as a tagged template: whatever is put in is text and is escaped, unless it was itself made by this template.

/** Text that may stand in a page as it is. Made by `html` only. */
export interface Html {
  readonly markup: string
}

export type Part = Html | string | number | undefined | false | readonly Part[]

export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: literals.map((literal, i) => literal + (i < parts.length ? written(parts[i]) : '')).join('') }
}

/** Nothing for what is not there; lists one after the other. Attributes in templates are always quoted, so one escape serves both. */
function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if ('markup' in part) return part.markup
  return part.map(written).join('')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escaped(text: string): string {
  // Controls and marks that turn the direction of reading have no business in a page.
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c).replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** A web address becomes a link, anything else stays text: no other scheme is ever linked. */
export function source(text: string): Html {
  return /^https:\/\/[^\s]+$/.test(text) ? html`<a href="${text}" rel="noreferrer">${text.slice(8)}</a>` : html`${text}`
}

/** The only mark-up that texts of the knowledge hold: `code` between backquotes. */
export function prose(text: string): Html {
  return html`${text.split('`').map((piece, i) => (i % 2 === 1 ? html`<code>${piece}</code>` : piece))}`
}
