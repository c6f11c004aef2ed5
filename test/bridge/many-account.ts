// The one account that many clients sign in to at once.

import type { Account } from '../../src/bridge/shapes.ts'
import { HOST } from '../wire/script.ts'

export const MARIE = 'marie@example.test'

export const accountAt = (port: number): Account => ({
  id: MARIE,
  upstream: { kind: 'oauth', grant: MARIE },
  endpoints: { imap: { protocol: 'imap', host: HOST, port, security: 'tls' } },
  sending: 'smtp',
})
