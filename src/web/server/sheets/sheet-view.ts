// A sheet as its page shows it: words for ids, dates for people, and where each line can be changed.

import type { Lang } from '../../../model/lang.ts'
import { type AppPasswordList, listApps, type SheetView as OpenSheet } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { textIn } from '../../../text/index.ts'
import type { PartView, RowView, SheetView } from '../../records-view.ts'
import { adviceOnPage } from './advice-words.ts'
import { nameOf, PARTS, type Part, thingsOf, valueIn } from './part-fields.ts'

type Sheet = OpenSheet['sheet']

/** One line of the history, as the use gives it. */
export interface SheetEvent {
  readonly at: string
  readonly who: string
  readonly what: string
  readonly changes: readonly string[]
}

export interface SheetViewRequest {
  readonly open: OpenSheet
  readonly appPasswords: AppPasswordList
  readonly history: readonly SheetEvent[]
  readonly historyLeft: number
  readonly lang: Lang
}

const COLUMNS: Readonly<Record<Part | 'findings', readonly string[]>> = {
  devices: ['device', 'app', 'signIn', 'holder', 'reauthorize', 'state'],
  appPasswords: ['label', 'device', 'app', 'made', 'vault', 'state'],
  factors: ['name', 'kind', 'where', 'spareCodes'],
  secrets: ['name', 'kind', 'vault', 'changed', 'due'],
  redirections: ['to', 'keepsCopy', 'since', 'note'],
  findings: ['at', 'outcome', 'cause', 'app', 'proved'],
}

export const sheetPath = (address: string): string => `/sheets/${encodeURIComponent(address)}`

export async function sheetView(request: SheetViewRequest): Promise<SheetView> {
  const { open, lang, history, historyLeft } = request
  const { sheet } = open
  const t = recordsOnDesk(lang).sheet
  const appName = await appNames(lang)
  const base = sheetPath(sheet.address)
  return {
    ...{ base, history, historyLeft },
    address: sheet.address,
    facts: factsOf(open, lang),
    notes: sheet.notes ?? '',
    advice: open.advice.map((one) => adviceOnPage(one, lang)),
    parts: [
      ...PARTS.map((part) => partOf(part, { ...request, appName, base })),
      ...(sheet.findings.length === 0 ? [] : [findingsOf(sheet, lang, appName)]),
    ],
    due: open.dues.map(({ kind, name, date, days }) => ({
      what: recordsOnDesk(lang).due.kinds[kind]?.(name) ?? name,
      when: `${deskIn(lang).day(date)}, ${recordsOnDesk(lang).due.left(days)}`,
      late: days < 0,
    })),
    created: open.created,
    changed: open.changed,
  }

  function findingsOf({ findings }: Sheet, lang: Lang, appName: (id: string) => string): PartView {
    const [title = '', lead = ''] = t.parts.findings ?? []
    return {
      ...{ id: 'findings', title, lead, warning: '', add: null },
      columns: COLUMNS.findings.map((name) => t.columns[name as keyof typeof t.columns]),
      rows: findings.map((one) => ({
        key: `${one.case} ${one.at}`,
        cells: [
          deskIn(lang).moment(one.at),
          t.outcomes[one.outcome] ?? one.outcome,
          one.cause ?? '',
          one.app === undefined ? '' : appName(one.app),
          one.proved ? t.yes : t.no,
        ],
        ...{ mark: null, edit: null, act: null, link: null },
      })),
    }
  }
}

/** Ids of the knowledge to the names that people know. */
export async function appNames(lang: Lang): Promise<(id: string) => string> {
  const names = new Map((await listApps()).entries.map(({ client }) => [client.id, client.name[lang]]))
  return (id) => names.get(id) ?? id
}

function factsOf({ sheet, providerName }: OpenSheet, lang: Lang): SheetView['facts'] {
  const t = recordsOnDesk(lang).sheet
  const from = (key: string) => {
    const origin = sheet.origins[key]
    if (origin === undefined) return ''
    return origin.about === 'domain'
      ? textIn(lang).records.domainOrigin
      : `${t.from[origin.from] ?? origin.from}, ${deskIn(lang).day(origin.at)}`
  }
  const fact = (key: keyof typeof t.fields, value: string) => ({ label: t.fields[key], value, from: from(key) })
  return [
    fact('provider', providerName ?? ''),
    fact('kind', t.kinds[sheet.kind] ?? sheet.kind),
    fact('owners', sheet.owners.join(', ')),
    fact('delegates', sheet.delegates.join(', ')),
    fact('secondAdmin', sheet.secondAdmin ?? ''),
    fact('aliases', sheet.aliases.join(', ')),
    fact('recoveryEmail', sheet.recovery.email ?? ''),
    fact('recoveryPhone', sheet.recovery.phone ?? ''),
    fact('servers', sheet.servers.join(', ')),
    fact('rotation', t.months(sheet.rotation)),
  ]
}

interface PartRequest extends SheetViewRequest {
  readonly appName: (id: string) => string
  readonly base: string
}

function partOf(part: Part, request: PartRequest): PartView {
  const { open, lang, base } = request
  const t = recordsOnDesk(lang).sheet
  const [title = part, lead = ''] = t.parts[part] ?? []
  return {
    ...{ id: part, title, lead },
    warning: part === 'appPasswords' ? limitOf(request) : '',
    columns: COLUMNS[part].map((name) => t.columns[name as keyof typeof t.columns]),
    rows: thingsOf(open.sheet, part).map((thing) => rowOf(part, thing, request)),
    add: `${base}/edit/${part}`,
  }
}

/** Said from half way on: nobody counts to 25 by heart. */
function limitOf({ appPasswords: { active, provider, providerName }, lang }: PartRequest): string {
  const max = provider?.max ?? null
  return max === null || active * 2 < max ? '' : recordsOnDesk(lang).sheet.limit(active, max, providerName ?? '')
}

function rowOf(part: Part, thing: object, { open, lang, base, appName, appPasswords }: PartRequest): RowView {
  const t = recordsOnDesk(lang).sheet
  const key = nameOf(part, thing)
  const due = open.dues.find(({ kind, name }) => kindOf(part) === kind && name === valueIn(thing, part === 'devices' ? 'device' : 'name'))
  const late =
    (open.dues.find(({ kind, name }) => kind === kindOf(part) && name === (part === 'devices' ? valueIn(thing, 'device') : key))?.days ??
      0) < 0
  const state = valueIn(thing, 'state')
  const active = part === 'appPasswords' && state === 'active'
  const url = appPasswords.provider?.url ?? null
  return {
    key,
    cells: COLUMNS[part].map((name) => (name === 'due' ? (due === undefined ? '' : deskIn(lang).day(due.date)) : cell(name))),
    mark: late ? 'late' : state === 'lost' || state === 'retired' || state === 'revoked' ? 'gone' : null,
    edit: part === 'appPasswords' ? null : `${base}/edit/${part}?name=${encodeURIComponent(key)}`,
    act: active
      ? { action: `${base}/revoke`, words: t.revoke, hidden: { label: key } }
      : part === 'secrets'
        ? { action: `${base}/changed`, words: t.changedToday, hidden: { name: key } }
        : null,
    link: active && url !== null ? { href: url, words: t.revokeAt } : null,
  }

  function cell(name: string): string {
    const value = valueIn(thing, name)
    if (name === 'app') return value === '' ? '' : appName(value)
    if (name === 'signIn') return t.signIns[value] ?? value
    if (name === 'kind') return (part === 'factors' ? t.factorKinds : t.secretKinds)[value] ?? value
    if (name === 'state') return (part === 'appPasswords' ? t.appPasswordStates : t.deviceStates)[value] ?? value
    if (name === 'keepsCopy') return value === '' ? t.no : t.yes
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? deskIn(lang).day(value) : value
  }
}

const kindOf = (part: Part): string => ({ devices: 'sign-in', appPasswords: 'app-password', secrets: 'secret' })[part as 'secrets'] ?? ''
