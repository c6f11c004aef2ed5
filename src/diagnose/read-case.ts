// Turns a case into the facts that the judge reads: who, what, when, with which settings, and what every text says.

import type { Knowledge } from '../knowledge/knowledge.ts'
import { clientAndBase, clientByName, type NamedClient, providerNamed, versionIn } from '../knowledge/lookup.ts'
import { preparationOf } from '../knowledge/preparation.ts'
import { parseAddress } from '../model/address.ts'
import type { Case } from '../model/case.ts'
import { isDate } from '../model/date.ts'
import type { FactOrigin, FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { Provider } from '../model/knowledge.ts'
import { PROTOCOLS, type Protocol } from '../model/protocol.ts'
import { readEndpoint } from './endpoint.ts'
import { addFact, addFacts, emptyBase, type FactBase, first, valuesOf } from './fact-base.ts'
import { addObserved } from './observed.ts'
import { deriveFacts } from './policy.ts'
import { type ReadContext, readEvidence, readWords } from './read/index.ts'

/** Must never throw on a case of the right shape; what cannot be read is left out. */
export function readCase(knowledge: Knowledge, given: Case): FactBase {
  const subject = withoutNulls(given)
  const base = emptyBase()
  const add = (name: FactName, value: FactValue | undefined, origin: FactOrigin = 'known') => {
    if (value !== undefined) addFact(base, { name, value, origin })
  }
  const date = dayOf(subject.date) ?? knowledge.asOf
  add('date', date)

  const endpoint = readEndpoint(subject.endpoint ?? '')
  const provider = providerNamed(knowledge, { slug: subject.provider, address: subject.address, host: endpoint.host })
  add('provider.known', provider !== undefined)
  add('provider', provider?.id)
  add('family', provider?.family)
  add('provider.kind', provider?.kind)
  add('custom-domain', provider === undefined ? undefined : customDomain(provider, subject.address))
  const account = subject.account_type ?? provider?.accountType
  add('account', account === 'personal' || account === 'work' ? account : undefined)

  const { client, version } = clientOf(knowledge, subject)
  for (const id of clientAndBase(knowledge, client?.id)) add('client', id)
  // A name that no catalogue of mail apps holds is nearly always a script, a library or a web application.
  add('client.kind', client?.kind ?? (named(subject.client) ? 'program' : undefined))
  add('client.version', version)

  const protocol = readProtocol(subject.protocol)
  add('protocol', protocol)
  add('port', endpoint.port)
  add('security', endpoint.security)
  readSecret(subject.auth_method_used, add)

  const context: ReadContext = {
    ...(protocol !== undefined && { protocol }),
    ...(provider !== undefined && { provider: provider.id }),
    ...(client !== undefined && { client: client.id }),
  }
  readTexts(knowledge, subject, context, base)
  addObserved(
    base,
    subject.observed ?? [],
    PROTOCOLS.find((one) => one === protocol),
  )
  addAnswers(knowledge, subject.answers ?? {}, base)

  const protocols = protocolsOf(base)
  const domain = provider === undefined && subject.address ? parseAddress(subject.address)?.asciiDomain : undefined
  const preparation = domain === undefined ? undefined : preparationOf(knowledge, domain)
  if (provider !== undefined && endpoint.host !== undefined) add('host.matches', hostMatches(provider, endpoint.host, protocols))
  add('direction', directionOf(base, protocol))
  deriveFacts(base, {
    date,
    protocols,
    ...(provider !== undefined && { provider }),
    ...(preparation !== undefined && { preparation }),
    ...(client !== undefined && { client }),
    ...(version !== undefined && { version }),
  })
  return base
}

/** `multiple`, `unknown`, `several clients` name nothing. */
function named(client: string | undefined): boolean {
  return client !== undefined && client.trim() !== '' && !/\b(multiple|unknown|several|various|other|any|all)\b/i.test(client)
}

/** People write the model of their printer where its version is asked for: `printer`, version `Ricoh MP C307`. */
function clientOf(knowledge: Knowledge, { client: name, client_version }: Case): Partial<NamedClient> {
  const named = name === undefined ? undefined : clientByName(knowledge, name)
  const finer = client_version === undefined ? undefined : clientByName(knowledge, client_version)
  const client = finer !== undefined && finer.client.base === named?.client.id ? finer.client : named?.client
  const version = versionIn(client_version ?? '') ?? named?.version
  return { ...(client && { client }), ...(version && { version }) }
}

/** A domain of one's own at a provider of private mailboxes: its address is often no sign-in name. Hosts serve nothing else. */
function customDomain(provider: Provider, address: string | undefined): boolean | undefined {
  const domain = address === undefined ? undefined : parseAddress(address)?.asciiDomain
  return domain === undefined || provider.kind !== 'consumer' || provider.domains.includes(domain) ? undefined : true
}

/** Other programs write null for what they do not know. */
function withoutNulls(given: Case): Case {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as unknown as Case
}

/** A failure told of in the month of a change is most likely its effect: a month alone stands for its last days. */
function dayOf(date: string | undefined): string | undefined {
  if (date === undefined || !isDate(date)) return undefined
  return date.length === 7 ? `${date}-28` : date
}

function readProtocol(text: string | undefined): string | undefined {
  const word = text?.toLowerCase()
  if (word === 'pop') return 'pop3'
  return word !== undefined && ['imap', 'pop3', 'smtp', 'oauth', 'autodiscover'].includes(word) ? word : undefined
}

function readSecret(method: string | undefined, add: (name: FactName, value: FactValue | undefined, origin?: FactOrigin) => void): void {
  const word = method?.toLowerCase().replace(/[\s-]+/g, '_')
  if (word === undefined) return
  if (/oauth|modern/.test(word)) add('secret', 'oauth')
  else if (/app_(specific_)?password|application_password/.test(word)) add('secret', 'app-password')
  else if (/^none$|no_auth/.test(word)) add('secret', 'none')
  else if (/ntlm/.test(word)) add('mechanism', 'ntlm')
  else if (/cram|digest/.test(word)) add('mechanism', word.includes('cram') ? 'cram-md5' : 'digest-md5')
  else if (/password|plain|login|basic/.test(word)) add('secret', 'password')
}

/** What was shown is evidence; what is told may still quote a server. Each text keeps its number: one text is one witness. */
function readTexts(knowledge: Knowledge, subject: Case, context: ReadContext, base: FactBase): void {
  const results = [
    ...(subject.evidence ?? []).map((text) => readEvidence(knowledge, text, context)),
    ...(subject.facts ?? []).map((text) => readWords(knowledge, text)),
  ]
  base.texts = { all: [...(subject.evidence ?? []), ...(subject.facts ?? [])], shown: subject.evidence?.length ?? 0 }
  results.forEach((result, text) => {
    addFacts(base, result.facts)
    base.pointers.push(...result.pointers.map((pointer) => ({ ...pointer, text })))
    base.stop ||= result.stop
  })
}

/** An answer is something said; one to a question that we do not know, or with a value that it does not have, is left out. */
function addAnswers(knowledge: Knowledge, answers: Readonly<Record<string, string>>, base: FactBase): void {
  for (const [id, said] of Object.entries(answers)) {
    const question = knowledge.questions.find((q) => q.id === id)
    const answer = question?.answers.find((a) => String(a.value) === said)
    if (question !== undefined && answer !== undefined) addFact(base, { name: question.fact, value: answer.value, origin: 'said' })
  }
}

/** True or false where it is plain; unknown for another name of the same operator, of which the great ones have several. */
function hostMatches(provider: Provider, host: string, protocols: readonly Protocol[]): boolean | undefined {
  const servers = provider.servers.filter((server) => protocols.includes(server.protocol))
  if (servers.length === 0 || servers.some((server) => server.host.includes('%DOMAIN%'))) return undefined
  if (servers.some((server) => server.host === host)) return true
  const great = provider.kind === 'consumer' || provider.kind === 'work'
  const own = [...provider.servers.map((server) => server.host), ...provider.domains].map(registered)
  return great && own.includes(registered(host)) ? undefined : false
}

/** The registered domain as far as the name itself tells: `imap.example.co.uk` gives `example.co.uk`. */
function registered(host: string): string {
  const labels = host.split('.')
  const short = (labels.at(-2)?.length ?? 0) <= 3 && (labels.at(-1)?.length ?? 0) === 2
  return labels.slice(short ? -3 : -2).join('.')
}

function protocolsOf(base: FactBase): readonly Protocol[] {
  // Exchange's own protocol and the sign-in itself follow none of the three policies.
  if (valuesOf(base, 'protocol').some((value) => value === 'autodiscover' || value === 'oauth')) return []
  const told = valuesOf(base, 'protocol').filter((value): value is Protocol => PROTOCOLS.includes(value as Protocol))
  if (told.length > 0) return told
  const direction = first(base, 'direction')
  return direction === 'send' ? ['smtp'] : direction === 'receive' ? ['imap'] : PROTOCOLS
}

function directionOf(base: FactBase, protocol: string | undefined): FactValue | undefined {
  if (base.facts.has('direction')) return undefined
  const symptoms = valuesOf(base, 'symptom')
  const [send, receive] = [symptoms.includes('cannot-send'), symptoms.includes('cannot-receive')]
  if (send && receive) return 'both'
  if (send || protocol === 'smtp') return 'send'
  return receive || protocol === 'imap' || protocol === 'pop3' ? 'receive' : undefined
}
