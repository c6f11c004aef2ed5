// HTML from texts that came from anywhere: whatever is put between tags is escaped, what turns the direction of reading is shown as a sign.

export interface Markup {
  readonly html: string
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escaped(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd').replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
}

type Held = string | number | Markup | null | undefined | false | readonly (Markup | null | undefined | false | '')[]

/** html`<b>${text}</b>` */
export function html(strings: TemplateStringsArray, ...held: readonly Held[]): Markup {
  const put = (value: Held): string => {
    if (value === null || value === undefined || value === false) return ''
    if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
    return 'html' in value ? value.html : value.map(put).join('')
  }
  return { html: strings.reduce((all, part, i) => all + put(held[i - 1]) + part) }
}
