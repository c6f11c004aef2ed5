// no-cleartext: no server is written without encryption where the provider, or a table, has an encrypted one.

import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const noCleartext: Rule = {
  name: 'no-cleartext',
  why: 'A password sent in clear is read by everyone on the way, and apps take the first server that they are given.',
  check: (world) => [...plainServers(world)],
}

function* plainServers({ draft, ...world }: World): Generator<Fault> {
  for (const { id, domains, servers } of draft.providers)
    for (const [i, server] of servers.entries()) {
      if (server.security !== 'plain') continue
      const rows = draft.ispdb.filter((row) => domains.includes(row.domain))
      const better = [...servers, ...rows.flatMap((row) => row.servers)].find(
        (s) => s.protocol === server.protocol && s.security !== 'plain',
      )
      const why = better === undefined ? 'no password may travel in clear' : `${better.host}:${better.port} is encrypted: write that one`
      yield faultIn({ draft, ...world }, `providers/${id}.yaml`, ['servers', i, 'security'], why)
    }
}
