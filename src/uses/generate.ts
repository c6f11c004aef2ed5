// Strong passwords and pass phrases, how strong they are, and what a provider makes of them.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerNamed } from '../knowledge/lookup.ts'
import { openingsOf } from '../knowledge/openings.ts'
import { SesameError } from '../model/errors.ts'
import type { Lang, Localized } from '../model/lang.ts'
import type { Secret } from '../model/secret.ts'
import { generatePassword, PASSWORD_LENGTH } from '../vault/generate/password.ts'
import { generatePhrase, wordsOf } from '../vault/generate/phrase.ts'
import { type RandomBytes, systemRandom } from '../vault/generate/random.ts'
import { type Strength, strengthOf } from '../vault/generate/strength.ts'
import { dayOf } from './policies.ts'
import { openVault, type VaultPlace } from './vault.ts'

export interface GenerateRequest {
  /** Words of a pass phrase, or the length of a password. */
  readonly words?: number | undefined
  readonly length?: number | undefined
  readonly plain?: boolean
  readonly lang: Lang
  readonly count?: number
  /** A provider, its domain or an address there. */
  readonly provider?: string | undefined
  readonly random?: RandomBytes
}

export interface GeneratedSecrets {
  readonly kind: 'password' | 'phrase'
  readonly secrets: readonly Secret[]
  readonly bits: number
  readonly strength: Strength
  readonly provider: ProviderPasswords | null
}

/** What the provider's mail servers make of a password that a person chose. */
export interface ProviderPasswords {
  readonly id: string
  readonly name: string
  /** `opens`: it opens the mailbox in apps. `theirs`: apps want one that the provider makes. `web`: apps want OAuth, it is for the web alone. */
  readonly takes: 'opens' | 'theirs' | 'web' | 'unknown'
  readonly appPassword: Localized | null
}

/** Throws `provider-unknown`. */
export async function generateSecrets(request: GenerateRequest): Promise<GeneratedSecrets> {
  const provider = request.provider === undefined ? null : providerPasswords(request.provider)
  const { words, length = PASSWORD_LENGTH.usual, plain = false, random = systemRandom } = request
  const list = words === undefined ? null : await wordsOf(request.lang)
  const made = Array.from({ length: request.count ?? 1 }, () =>
    list && words !== undefined ? generatePhrase(words, list, random) : generatePassword({ length, plain }, random),
  )
  const bits = made[0]?.bits ?? 0
  return { kind: list ? 'phrase' : 'password', secrets: made.map((m) => m.secret), bits, strength: strengthOf(bits), provider }
}

export interface SaveRequest {
  readonly place: VaultPlace
  readonly name: string
  readonly title: string
  readonly secret: Secret
}

/** False when the name is taken: what is kept there may be the only copy of what opens something. */
export async function saveGenerated({ place, name, title, secret }: SaveRequest): Promise<boolean> {
  const vault = await openVault(place)
  try {
    return await vault.alone(`new ${name}`, async () => {
      if ((await vault.read(name)) !== null) return false
      await vault.write({ name, sort: 'password', title }, secret)
      return true
    })
  } finally {
    vault.close()
  }
}

function providerPasswords(said: string): ProviderPasswords {
  const knowledge = loadKnowledge()
  const provider =
    providerNamed(knowledge, said.includes('@') ? { address: said } : { slug: said }) ?? providerNamed(knowledge, { address: `x@${said}` })
  if (provider === undefined) throw new SesameError('provider-unknown', { text: said })
  const opens = openingsOf(provider, dayOf('--now', undefined)).flatMap((opening) => opening.now?.opens.map(({ secret }) => secret) ?? [])
  const takes = opens.includes('password')
    ? 'opens'
    : opens.includes('app-password')
      ? 'theirs'
      : opens.includes('oauth')
        ? 'web'
        : 'unknown'
  return { id: provider.id, name: provider.name, takes, appPassword: provider.appPassword?.name ?? null }
}
