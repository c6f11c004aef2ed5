// A queue that does not make anybody wait, and the account whose provider is the sink: light, because processes of tests load it too.

import type { MailQueueOptions } from '../../../src/bridge/queue/mail-queue.ts'
import type { Account } from '../../../src/bridge/shapes.ts'
import type { Sink } from './smtp-sink.ts'

/** Quick, but the same steps. */
export const QUICK = {
  schedule: { backOffMs: [40, 80, 160], lifeMs: 60_000, latestMs: 120_000, mostUnsure: 3 },
  pauses: Object.fromEntries(
    ['unavailable', 'throttled', 'reauthorize', 'policy', 'not-connected', 'refused', 'smtp-off', 'graph-permission', 'gone'].map(
      (kind) => [kind, [60, 60]],
    ),
  ) as unknown as NonNullable<MailQueueOptions['pauses']>,
  pollMs: 30,
  lingerMs: 100,
}

export function sinkAccount(sink: Pick<Sink, 'host' | 'port'>, changes: Partial<Account> = {}): Account {
  return {
    ...{ id: 'scan@contoso.example', upstream: { kind: 'oauth', grant: 'scan@contoso.example' }, sending: 'smtp' },
    endpoints: { smtp: { protocol: 'smtp', host: sink.host, port: sink.port, security: 'tls' } },
    ...changes,
  }
}
