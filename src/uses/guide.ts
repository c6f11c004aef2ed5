// The steps for a cause asked by name, and the lists of what is known by name.

import { guideFor } from '../guide/guide.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import { clientByName, providerNamed } from '../knowledge/lookup.ts'
import type { AccountType } from '../model/case.ts'
import { isDate } from '../model/date.ts'
import { SesameError } from '../model/errors.ts'
import type { Guide } from '../model/guide.ts'
import type { Lang } from '../model/lang.ts'
import type { Protocol } from '../model/protocol.ts'

export interface GuideRequest {
  readonly cause: string
  readonly lang: Lang
  readonly provider?: string | undefined
  readonly app?: string | undefined
  readonly account?: AccountType | undefined
  readonly protocol?: Protocol | undefined
  readonly now?: string | undefined
}

/** Throws `provider-unknown`, `client-unknown` or `option-invalid`. */
export function guide(request: GuideRequest): Guide {
  const knowledge = loadKnowledge()
  const provider = request.provider === undefined ? undefined : providerNamed(knowledge, { slug: request.provider })
  if (request.provider !== undefined && provider === undefined) throw new SesameError('provider-unknown', { text: request.provider })
  const client = request.app === undefined ? undefined : clientByName(knowledge, request.app)?.client
  if (request.app !== undefined && client === undefined) throw new SesameError('client-unknown', { text: request.app })
  if (request.now !== undefined && !isDate(request.now))
    throw new SesameError('option-invalid', { option: '--now', value: request.now, allowed: '2026-11-21' })
  return guideFor(knowledge, {
    cause: request.cause,
    provider: provider?.id,
    client: client?.id,
    account: request.account,
    protocol: request.protocol,
    date: request.now ?? new Date().toISOString().slice(0, 10),
    lang: request.lang,
  })
}

export interface Catalogue {
  readonly causes: readonly Named[]
  readonly providers: readonly Named[]
  readonly clients: readonly Named[]
}
interface Named {
  readonly id: string
  readonly name: string
}

export function catalogue(lang: Lang): Catalogue {
  const { causes, providers, clients } = loadKnowledge()
  return {
    causes: causes.map((c) => ({ id: c.id, name: c.title[lang] })),
    providers: providers.map((p) => ({ id: p.id, name: p.name })),
    clients: clients.map((c) => ({ id: c.id, name: c.name[lang] })),
  }
}
