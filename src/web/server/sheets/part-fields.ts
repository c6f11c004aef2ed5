// The fields of each part of a sheet as a form shows them, and the values that come back. What is allowed is decided where sheets are kept.

import type { Lang } from '../../../model/lang.ts'
import type { PartKind, SheetView } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { FieldView } from '../../records-view.ts'
import type { ReadForm } from '../form.ts'

type Sheet = SheetView['sheet']
export type Part = PartKind | 'appPasswords'
export const PARTS: readonly Part[] = ['devices', 'appPasswords', 'factors', 'secrets', 'redirections']

type Kind = FieldView['kind']
type Shape = readonly [name: string, kind: Kind, words?: 'signIns' | 'deviceStates' | 'factorKinds' | 'secretKinds']

/** The first is its name on the sheet. */
const SHAPES: Readonly<Record<Part, readonly Shape[]>> = {
  devices: [
    ['device', 'text'],
    ['app', 'text'],
    ['signIn', 'choice', 'signIns'],
    ['holder', 'text'],
    ['since', 'date'],
    ['reauthorize', 'date'],
    ['state', 'choice', 'deviceStates'],
    ['note', 'text'],
  ],
  appPasswords: [
    ['label', 'text'],
    ['device', 'text'],
    ['app', 'text'],
    ['made', 'date'],
    ['vault', 'text'],
    ['every', 'number'],
    ['note', 'text'],
  ],
  factors: [
    ['name', 'text'],
    ['kind', 'choice', 'factorKinds'],
    ['where', 'text'],
    ['spareCodes', 'text'],
    ['since', 'date'],
    ['note', 'text'],
  ],
  secrets: [
    ['name', 'text'],
    ['kind', 'choice', 'secretKinds'],
    ['vault', 'text'],
    ['changed', 'date'],
    ['due', 'date'],
    ['every', 'number'],
    ['note', 'text'],
  ],
  redirections: [
    ['to', 'email'],
    ['keepsCopy', 'check'],
    ['since', 'date'],
    ['note', 'text'],
  ],
}

/** Where nothing else is said. */
const USUAL: Readonly<Record<string, string>> = { signIn: 'unknown', state: 'in-use' }

export const keyField = (part: Part): string => SHAPES[part][0]?.[0] ?? ''

export function fieldsOf(
  part: Part,
  lang: Lang,
  value: (name: string) => string,
  apps: readonly (readonly [id: string, name: string])[],
): FieldView[] {
  const t = recordsOnDesk(lang).sheet
  const hints: Readonly<Record<string, string>> = { vault: t.hintVault, every: t.hintEvery }
  return SHAPES[part].map(([name, kind, words], i) => ({
    ...{ name, kind, needed: i === 0 },
    label: t.columns[name as keyof typeof t.columns],
    hint: hints[name] ?? '',
    value: value(name) || (kind === 'choice' ? (USUAL[name] ?? Object.keys(words === undefined ? {} : t[words])[0] ?? '') : ''),
    choices: words !== undefined ? Object.entries(t[words]) : name === 'app' ? apps : [],
  }))
}

/** Empty texts take a value away. */
export function valuesOf(part: Part, form: ReadForm): Record<string, unknown> {
  return Object.fromEntries(
    SHAPES[part].map(([name, kind]) => {
      const text = form.line(name)
      if (kind === 'check') return [name, text !== '']
      return [name, kind === 'number' && /^\d+$/.test(text) ? Number(text) : text]
    }),
  )
}

/** What stands there now, as a form shows it. */
export function valueIn(thing: object | undefined, name: string): string {
  const value = (thing as Record<string, unknown> | undefined)?.[name]
  return value === true ? '1' : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Its name among those of its part; one app on one device. */
export function nameOf(part: Part, thing: object): string {
  const name = valueIn(thing, keyField(part))
  const app = part === 'devices' ? valueIn(thing, 'app') : ''
  return app === '' ? name : `${name} · ${app}`
}

export function thingsOf(sheet: Sheet, part: Part): readonly object[] {
  return sheet[part]
}

export function thingNamed(sheet: Sheet, part: Part, name: string): object | undefined {
  return thingsOf(sheet, part).find((one) => nameOf(part, one) === name)
}
