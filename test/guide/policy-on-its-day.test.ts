// No guide tells what the provider's own dated rules refuse: walked through for every provider, cause, protocol and app that matters, today and on each day on which something changes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guideFor } from '../../src/guide/guide.ts'
import { appPasswordIsUseless, oauthAbility, ruleOn, typedSecretsAreUseless } from '../../src/guide/policy.ts'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { firstDay, within } from '../../src/model/date.ts'
import type { Guide } from '../../src/model/guide.ts'
import type { Client, Provider } from '../../src/model/knowledge.ts'
import { LANGS, type Lang } from '../../src/model/lang.ts'
import { PROTOCOLS, type Protocol } from '../../src/model/protocol.ts'
import { DATE, everyCause, stepsOf } from './ask.ts'

interface Asked {
  readonly provider: Provider
  readonly client: Client | undefined
  readonly protocol: Protocol
  readonly date: string
}

const CREATES =
  /(^|\n)[^\n]*\b(create|make|generate|créez|générez)\b[^\n]*(app(-specific| )password|mot de passe (d’|pour )(l’)?application)/i
const TYPES_ACCOUNT_PASSWORD =
  /\b(type|enter|paste|use|tapez|saisissez|collez|utilisez|entrez)\b[^.\n]{0,30}\b((your|the) (usual|normal|main|account) password|(votre|le) mot de passe (habituel|principal|du compte|normal))/i
const TYPES_PASSWORD = /\b(paste|type|enter|tapez|saisissez|collez|entrez)\b[^.\n]{0,40}\b(password|mot de passe)\b/i
/** Typed on the provider's own page or into a bridge, not into the app. */
const ELSEWHERE = /bridge|window|fenêtre|page|browser|navigateur|web|site|“?(re-)?enter password|saisir (de nouveau )?le mot de passe/i
/** “Choose OAuth2 where the provider has its own window.” */
const CONDITIONAL = /\b(where|if|when|unless|si|quand|lorsque)\b|\blà où /i
const PICKS_OAUTH = /\b(choose|select|set|choisissez|sélectionnez|réglez)\b[^.\n]{0,60}\bOAuth ?2/i

/** What a guide tells although the rules of the day refuse it; empty when all is well. */
function refusedAdvice(guide: Guide, { provider, client, protocol, date }: Asked): readonly string[] {
  const steps = stepsOf(guide)
  const found: string[] = []
  const say = (what: string, wrong: boolean) => wrong && found.push(what)
  const rule = ruleOn(provider, protocol, date)
  const url = provider.appPassword?.url
  if (appPasswordIsUseless(provider, protocol, date)) {
    say(
      'makes an app password that opens nothing',
      CREATES.test(steps) || (url !== undefined && new URL(url).pathname.length > 1 && steps.includes(url)),
    )
  }
  if (typedSecretsAreUseless(provider, protocol, date))
    say(
      'types a password where none is taken',
      guide.steps.some((step) => TYPES_PASSWORD.test(step.do) && !ELSEWHERE.test(step.do)),
    )
  else if (rule?.password === 'refused')
    say('types the account password where only an app password opens', TYPES_ACCOUNT_PASSWORD.test(steps))
  const ability = client && oauthAbility(client, provider, protocol, date)
  const picks = guide.steps.some((step) => PICKS_OAUTH.test(step.do) && !CONDITIONAL.test(step.do))
  say('chooses OAuth where it cannot work', picks && (ability === 'unable' || rule?.oauth === 'refused'))
  const turns = provider.switchOn?.filter((turn) => turn.protocols.includes(protocol)) ?? []
  for (const turn of turns) {
    const inForce = turns.filter((one) => within(date, one.since, one.until))
    const gone = !inForce.some((one) => one.where.en === turn.where.en)
    for (const lang of LANGS) say(`sends to a switch of another time: ${turn.where[lang]}`, gone && steps.includes(turn.where[lang]))
    const always = inForce.at(-1)?.default === 'on' && gone
    say(
      `turns ${protocol} on where there is no switch any more`,
      always && new RegExp(`\\b(enable|turn on|activez)\\b[^.\\n]{0,20}\\b${protocol}\\b`, 'i').test(steps),
    )
  }
  return found
}

/** Today, and each coming day from which on something else is true. */
function daysOf(provider: Provider, { policies }: Knowledge): readonly string[] {
  const days = [
    ...policies.filter((p) => p.providers.includes(provider.id)).map((p) => p.date),
    ...provider.auth.map((rule) => rule.since ?? ''),
    ...(provider.switchOn ?? []).map((turn) => turn.since ?? ''),
  ].map(firstDay)
  return [DATE, ...new Set(days.filter((day) => day > DATE))]
}

/** Providers that no text names and whose rules are alike read the same guides: one of them stands for all. */
function distinctProviders({ providers, procedures, policies }: Knowledge): readonly Provider[] {
  const named = new Set([...procedures, ...policies].flatMap((p) => p.providers ?? []))
  const families = new Set(procedures.flatMap((p) => p.families ?? []))
  const seen = new Set<string>()
  return providers.filter(({ id, family, auth, switchOn = [], appPassword, kind }) => {
    if (named.has(id) || families.has(family)) return true
    const rules = auth.map(({ sources: _, ...rule }) => rule)
    const key = JSON.stringify([rules, switchOn.map(({ where: _, ...turn }) => turn), appPassword !== undefined, kind])
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh
  })
}

/** No app, one of each kind of ability for this family, a device, and (`all`) those that some text of its own names. */
function clientsFor(provider: Provider, { clients, procedures }: Knowledge, all: boolean): readonly (Client | undefined)[] {
  const named = new Set(
    procedures.filter((p) => p.providers?.includes(provider.id) || p.families?.includes(provider.family)).flatMap((p) => p.clients ?? []),
  )
  const abilities = ['able', 'unable', 'unknown'].flatMap(
    (ability) => clients.find((c) => c.kind === 'app' && oauthAbility(c, provider, 'imap', DATE) === ability) ?? [],
  )
  const devices = clients.filter((c) => c.kind === 'device').slice(0, 1)
  return [undefined, ...new Set([...abilities, ...devices, ...(all ? clients.filter((c) => named.has(c.id)) : [])])]
}

/** Both languages have the same steps (a rule of the knowledge): everything is read in both without an app, and once with each. */
function waysToAsk(client: Client | undefined, date: string): readonly (readonly [Protocol, Lang])[] {
  if (client !== undefined || date !== DATE)
    return [
      ['imap', 'fr'],
      ['smtp', 'en'],
    ]
  return PROTOCOLS.flatMap((protocol) => LANGS.map((lang) => [protocol, lang] as const))
}

test('no guide tells an app password, a password, a switch or OAuth against the rules of its day', () => {
  const knowledge = loadKnowledge()
  const causes = everyCause()
  const wrong = new Set<string>()
  let guides = 0
  for (const provider of distinctProviders(knowledge))
    for (const date of daysOf(provider, knowledge))
      for (const client of clientsFor(provider, knowledge, date === DATE))
        for (const [protocol, lang] of waysToAsk(client, date))
          for (const cause of ruleOn(provider, protocol, date) === null ? [] : causes) {
            guides += 1
            const guide = guideFor(knowledge, {
              cause,
              provider: provider.id,
              client: client?.id,
              protocol,
              date,
              lang,
              address: 'marie@example.org',
            })
            for (const what of refusedAdvice(guide, { provider, client, protocol, date }))
              wrong.add(`${provider.id} ${client?.id ?? '-'} ${protocol} ${date} ${cause} ${lang}: ${what}`)
          }
  assert.ok(guides > 20_000)
  assert.deepEqual([...wrong].sort((a, b) => a.length - b.length).slice(0, 40), [])
})

test('advice against the rules is seen', () => {
  const knowledge = loadKnowledge()
  const provider = (id: string) => knowledge.providers.find((p) => p.id === id)!
  const client = (id: string) => knowledge.clients.find((c) => c.id === id)!
  const told = (text: string, asked: Partial<Asked> & { provider: Provider }) =>
    refusedAdvice({ steps: [{ do: text }] } as unknown as Guide, { client: undefined, protocol: 'imap', date: DATE, ...asked })
  const outlook = provider('outlook-com')
  const gmail = provider('gmail')
  assert.match(told('Create an app password.', { provider: outlook })[0] ?? '', /opens nothing/)
  assert.deepEqual(told('Create an app password.', { provider: outlook, date: '2024-09-15' }), [])
  assert.match(told('Tapez le mot de passe dans l’application.', { provider: outlook })[0] ?? '', /none is taken/)
  assert.match(told('Enter your usual password.', { provider: gmail })[0] ?? '', /only an app password/)
  assert.match(told('Choose OAuth2.', { provider: outlook, client: client('outlook-windows') })[0] ?? '', /OAuth/)
  assert.match(told('Activez IMAP.', { provider: gmail })[0] ?? '', /no switch any more/)
  assert.deepEqual(told('Activez IMAP.', { provider: gmail, date: '2024-06-01' }), [])
  assert.match(told(`Open ${gmail.switchOn![0]!.where.en}.`, { provider: gmail })[0] ?? '', /another time/)
})
