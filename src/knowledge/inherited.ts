// A finer app or device takes from its base whatever its own file does not say, so that nobody writes a line twice.

import type { Client } from '../model/knowledge.ts'

/** Names, names' phrase, dates and sources stay its own; the lines on a family that it names itself replace those of the base. */
export function inherited(clients: readonly Client[]): Client[] {
  const byId = new Map(clients.map((client) => [client.id, client]))
  return clients.map((client) => {
    const base = client.base === undefined ? undefined : byId.get(client.base)
    return base === undefined ? client : withBase(client, base)
  })
}

function withBase(client: Client, base: Client): Client {
  const own = new Set(client.oauth.map((line) => line.family))
  const { can, add, shows, log, never } = base
  return {
    ...(can && { can }),
    ...(add && { add }),
    ...(shows && { shows }),
    ...(log && { log }),
    ...(never && { never }),
    ...client,
    oauth: [...base.oauth.filter((line) => !own.has(line.family)), ...client.oauth],
  }
}
