// The settings card: what to type into any program or panel, in the words that most of them use.

import type { Text } from '../text/index.ts'
import type { ClientSetup, SetupServer, SetupWriter } from './shapes.ts'

type Words = Text['bridgeSetup']

export interface CardRow {
  readonly label: string
  readonly value: string
}
export interface CardPart {
  readonly title: string
  readonly rows: readonly CardRow[]
}

export interface Card {
  readonly title: string
  readonly parts: readonly CardPart[]
  readonly notes: readonly string[]
}

/** The password is on it only where it was made a moment ago. */
export function cardOf(setup: ClientSetup, words: Words): Card {
  const { card } = words
  const password = setup.password?.reveal() ?? card.passwordElsewhere(setup.device)
  const part = ({ protocol, host, port, security }: SetupServer): CardPart => ({
    title: card.server[protocol],
    rows: [
      { label: card.host, value: host },
      { label: card.port, value: String(port) },
      { label: card.security, value: card.securities[security] },
      { label: card.user, value: setup.address },
      { label: card.password, value: password },
    ],
  })
  return {
    title: card.title(setup.title),
    parts: setup.servers.map(part),
    notes: [
      ...(setup.servers.some(({ security }) => security === 'plain') ? [card.plainHere] : []),
      ...(setup.authority ? [card.trust(setup.authority.title)] : []),
    ],
  }
}

/** The same in few words: a code of few dots is read from afar. */
export function shortCard({ title, address, servers, password }: ClientSetup, { card, colon }: Words): string {
  const server = ({ protocol, host, port, security }: SetupServer) =>
    `${protocol.toUpperCase()}${colon} ${host}, ${port}, ${card.securities[security]}`
  const secret = password === undefined ? [] : [`${card.password}${colon} ${password.reveal()}`]
  return [title, ...servers.map(server), `${card.user}${colon} ${address}`, ...secret].join('\n')
}

export const card: SetupWriter = (setup, words) => {
  const { title, parts, notes } = cardOf(setup, words)
  const rows = parts.map((part) => [part.title, ...part.rows.map(({ label, value }) => `  ${label}${words.colon} ${value}`)].join('\n'))
  return `${[title, ...rows, ...notes].join('\n\n')}\n`
}
