// The account part of a sheet as a form, and the edits that come of it.

import type { Lang } from '../../../model/lang.ts'
import type { SheetView } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { FieldView } from '../../records-view.ts'
import type { ReadForm } from '../form.ts'

const FIELDS = [
  ['provider', 'text'],
  ['kind', 'choice'],
  ['owners', 'lines'],
  ['delegates', 'lines'],
  ['secondAdmin', 'text'],
  ['aliases', 'lines'],
  ['recoveryEmail', 'text'],
  ['recoveryPhone', 'text'],
  ['servers', 'lines'],
  ['rotation', 'number'],
  ['notes', 'lines'],
] as const

export function accountFields({ sheet, providerName }: SheetView, lang: Lang, typed: ((name: string) => string) | null): FieldView[] {
  const t = recordsOnDesk(lang).sheet
  const now: Readonly<Record<(typeof FIELDS)[number][0], string>> = {
    provider: providerName ?? '',
    kind: sheet.kind,
    owners: sheet.owners.join('\n'),
    delegates: sheet.delegates.join('\n'),
    secondAdmin: sheet.secondAdmin ?? '',
    aliases: sheet.aliases.join('\n'),
    recoveryEmail: sheet.recovery.email ?? '',
    recoveryPhone: sheet.recovery.phone ?? '',
    servers: sheet.servers.join('\n'),
    rotation: String(sheet.rotation),
    notes: sheet.notes ?? '',
  }
  const hints: Partial<Record<string, string>> = {
    ...{ owners: t.hints.lines, delegates: t.hints.lines, aliases: t.hints.lines, servers: t.hints.lines },
    ...{ recoveryEmail: t.hints.recovery, rotation: t.hints.rotation, secondAdmin: t.hints.secondAdmin },
  }
  return FIELDS.map(([name, kind]) => ({
    ...{ name, kind, needed: false },
    label: t.fields[name],
    hint: hints[name] ?? '',
    value: typed?.(name) ?? now[name],
    choices: kind === 'choice' ? Object.entries(t.kinds) : [],
  }))
}

/** Only what is not as it was: the history says what a person changed, and nothing else. */
export function accountEdits(open: SheetView, lang: Lang, form: ReadForm): string[] {
  return accountFields(open, lang, null).flatMap(({ name, value }) => {
    const typed = form.text(name)
    // A list whose lines have commas in them is still one name a line.
    return !form.data.has(name) || typed === value.trim()
      ? []
      : [`${name}=${typed.includes('\n') || name === 'notes' ? typed : wholeLine(name, typed)}`]
  })
}

/** “Dupont, Marie” alone on its line is one person. */
function wholeLine(name: string, typed: string): string {
  return (name === 'owners' || name === 'delegates') && typed.includes(',') ? `${typed};` : typed
}
