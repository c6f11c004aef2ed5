// One run's shared look-ups: several mechanisms need the same MX, TXT or CNAME answer, and it is asked once.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Address } from '../model/address.ts'
import type { FindingWhy } from '../model/identity.ts'
import type { DnsAnswer, Network } from '../net/network.ts'
import type { Asking } from './mechanism.ts'

export function openAsking(network: Network, knowledge: Knowledge, address: Address, timeLeft: () => number, signal: AbortSignal): Asking {
  const answers = new Map<string, Promise<DnsAnswer<unknown>>>()
  const once = <T>(key: string, look: () => Promise<DnsAnswer<T>>): Promise<DnsAnswer<T>> => {
    let answer = answers.get(key)
    if (answer === undefined) {
      answer = look()
      answers.set(key, answer)
    }
    return answer as Promise<DnsAnswer<T>>
  }
  return {
    network,
    knowledge,
    address,
    signal,
    timeLeft,
    mx: () => once('mx', () => network.mx(address.asciiDomain)),
    txt: (name) => once(`txt ${name}`, () => network.txt(name)),
    cname: (name) => once(`cname ${name}`, () => network.cname(name)),
  }
}

/** No answer at all, as against the answer that there is none. */
export function dnsFailed(answer: DnsAnswer<unknown>): boolean {
  return answer.status === 'timeout' || answer.status === 'servfail' || answer.status === 'none'
}

/** The finding of a look-up that brought no record: `nothing`, or `failed` when nobody answered. */
export function emptyAnswer(answer: DnsAnswer<unknown>): { status: 'nothing' | 'failed'; why?: FindingWhy; detail?: string } {
  return dnsFailed(answer) ? { status: 'failed', why: 'dns-failed', detail: answer.status } : { status: 'nothing' }
}
