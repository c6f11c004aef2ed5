// Past cases of this machine: each run's result is kept redacted, to be found, deleted or exported. Nothing secret gets here: the saved case has none.

import { loadKnowledge } from '../knowledge/load.ts'
import { clientById, clientByName } from '../knowledge/lookup.ts'
import { fold } from '../model/fold.ts'
import { LANGS, type Lang } from '../model/lang.ts'
import { openStore } from '../store/database.ts'
import {
  countCases,
  deleteAllCases,
  deleteCase,
  everyCase,
  findCase,
  findCases,
  keepCase,
  type ListedCase,
  type StoredCase,
} from '../store/past-cases.ts'
import type { PlaceRequest } from '../store/place.ts'
import { causeWords } from './cause-words.ts'
import type { DoctorResult } from './doctor.ts'
import { providerName } from './identify.ts'
import { pastResult } from './past-result.ts'
import { redact } from './redact.ts'
import { strikeTold } from './told-secrets.ts'

/** One line of the history of this machine. */
export interface PastCase {
  readonly id: string
  /** ISO date and time. */
  readonly when: string
  /** Masked, as it is stored. */
  readonly address: string
  readonly provider: string | null
  readonly app: string | null
  readonly title: string
  readonly outcome: 'works' | 'fault' | 'unknown'
  readonly proved: boolean
}

export interface ExportedHistory {
  readonly exported: string
  readonly cases: readonly {
    readonly id: string
    readonly when: string
    readonly cause: string | null
    readonly outcome: string
    readonly proved: boolean
    readonly case: unknown
  }[]
}

/** Every call may throw what the database says when the disk fails meanwhile. */
export interface History {
  /** The same case again is written over. */
  remember(result: DoctorResult, proved: boolean): void
  list(lang: Lang, query?: string): readonly PastCase[]
  readonly total: number
  /** What was kept of it, judged again with today's knowledge in the language; null when there is none. */
  open(id: string, lang: Lang): DoctorResult | null
  remove(id: string): boolean
  removeAll(): number
  export(): ExportedHistory
  close(): void
}

const SHOWN = 500

/** Throws `store-unwritable`, `store-damaged` or `store-newer`. Must be closed. */
export async function openHistory(place: PlaceRequest, now: () => Date = () => new Date()): Promise<History> {
  const db = await openStore(place)
  return {
    remember: (result, proved) => keepCase(db, storedCase(result, proved, now())),
    list: (lang, query = '') => findCases(db, fold(query).split(' ').filter(Boolean).slice(0, 12), SHOWN).map((one) => pastCase(one, lang)),
    get total() {
      return countCases(db)
    },
    open: (id, lang) => {
      const stored = findCase(db, id)
      return stored === null ? null : pastResult(stored.saved, lang)
    },
    remove: (id) => deleteCase(db, id),
    removeAll: () => deleteAllCases(db),
    export: () => ({
      exported: now().toISOString(),
      cases: everyCase(db).map(({ id, at, cause, outcome, proved, saved }) => ({
        ...{ id, when: at, cause, outcome, proved },
        case: saved,
      })),
    }),
    close: () => void db.close(),
  }
}

function storedCase(result: DoctorResult, proved: boolean, now: Date): StoredCase {
  const { identity, client, subject, outcome, diagnosis, saved } = result
  const cause = outcome === 'works' ? null : (diagnosis.causes[0]?.id ?? null)
  const address = redact(identity.address.text, identity.address)
  const named = client === null ? strikeTold(subject.client ?? '') : `${client.id} ${LANGS.map((lang) => client.name[lang]).join(' ')}`
  const titles = cause === null ? [] : LANGS.map((lang) => causeWords(lang).title(cause))
  const seek = [address, identity.provider, result.providerName, named, cause, ...titles, now.toISOString().slice(0, 10)]
  return {
    id: subject.id,
    at: now.toISOString(),
    address,
    provider: identity.provider,
    app: strikeTold(redact(client?.id ?? subject.client ?? null, identity.address)),
    cause,
    outcome,
    proved,
    seek: redact(fold(seek.filter(Boolean).join(' ')), identity.address),
    saved: strikeTold(saved),
  }
}

function pastCase({ id, at, address, provider, app, cause, outcome, proved }: ListedCase, lang: Lang): PastCase {
  const knowledge = loadKnowledge()
  const client = clientById(knowledge, app ?? undefined) ?? (app === null ? undefined : clientByName(knowledge, app)?.client)
  return {
    ...{ id, when: at, address, outcome, proved },
    provider: providerName(provider),
    app: client?.name[lang] ?? app,
    title: cause === null ? '' : causeWords(lang).title(cause),
  }
}
