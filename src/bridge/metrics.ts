// What the bridge counts of itself, from its events alone, and what it shows of the moment. Names follow Prometheus' conventions: base units, `_total` for what only grows.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metric, Sample } from './exposition.ts'
import type { BridgeEvent } from './shapes.ts'

/** What only the moment of the scrape knows. */
export interface Moment {
  readonly version: string
  readonly sessions: readonly { readonly protocol: string; readonly visitors: number }[]
  readonly accounts: readonly {
    readonly id: string
    readonly open: boolean | null
    readonly expires: number | null
    readonly idleEnd: number | null
  }[]
  /** Messages by state; null where there is no queue. */
  readonly queue: Readonly<Record<string, number>> | null
  /** Milliseconds. */
  readonly now: number
}

export interface Metrics {
  on(event: BridgeEvent): void
  at(moment: Moment): readonly Metric[]
  close(): void
}

const started = Date.now() / 1000 - process.uptime()

export function bridgeMetrics(): Metrics {
  const signIns = tally()
  const ended = tally()
  const bytes = tally()
  const messages = tally()
  const recipients = tally()
  const delivered = tally()
  const renewals = tally()
  const notices = tally()
  const broken = tally()
  const seconds = { sum: tally(), count: tally() }
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return {
    on(event) {
      switch (event.kind) {
        case 'admitted':
          signIns.add({ protocol: event.protocol, outcome: 'ok', reason: '' })
          seconds.sum.add({ protocol: event.protocol }, event.ms / 1000)
          seconds.count.add({ protocol: event.protocol })
          break
        case 'denied':
          signIns.add({ protocol: event.protocol, outcome: 'denied', reason: event.why })
          break
        case 'shut':
          signIns.add({ protocol: event.protocol, outcome: 'shut', reason: event.shut.kind })
          break
        case 'ended':
          ended.add({ protocol: event.protocol })
          bytes.add({ protocol: event.protocol, direction: 'up' }, event.up)
          bytes.add({ protocol: event.protocol, direction: 'down' }, event.down)
          break
        case 'sent':
          messages.add({ outcome: event.ok ? 'taken' : 'refused' })
          recipients.add({}, event.ok ? event.recipients : 0)
          break
        case 'mail-sent':
          delivered.add({ way: event.way, outcome: 'sent' })
          break
        case 'mail-later':
          delivered.add({ way: '', outcome: 'later' })
          break
        case 'mail-failed':
          delivered.add({ way: '', outcome: 'failed' })
          break
        case 'renewed':
          renewals.add({ outcome: 'ok', reason: '' })
          break
        case 'renewal-failed':
          renewals.add({ outcome: 'failed', reason: event.shut.kind })
          break
        case 'notified':
          notices.add({ reason: event.reason, outcome: event.by.length > 0 ? 'told' : 'failed' })
          break
        case 'broken':
          broken.add({ protocol: event.protocol })
          break
        default:
      }
    },
    at({ version, sessions, accounts, queue, now }) {
      const inside = tally()
      for (const { protocol, visitors } of sessions) inside.add({ protocol }, visitors)
      const until = (pick: (one: Moment['accounts'][number]) => number | null) =>
        accounts.flatMap((one) => {
          const end = pick(one)
          return end === null ? [] : [{ labels: { account: one.id }, value: Math.round((end - now) / 1000) }]
        })
      const loop = [0.5, 0.99].map((q) => ({ labels: { quantile: String(q) }, value: (delay.percentile(q * 100) || 0) / 1e9 }))
      delay.reset()
      return [
        gauge('sesame_bridge_info', 'The version that runs.', [{ labels: { version }, value: 1 }]),
        gauge('sesame_bridge_sessions', 'Clients that are in now.', inside.samples()),
        counter(
          'sesame_bridge_sign_ins_total',
          'Sign-ins of clients by outcome: ok, denied by us, or shut by the provider.',
          signIns.samples(),
        ),
        {
          ...{ name: 'sesame_bridge_sign_in_seconds', type: 'summary', help: 'From the password to the open mailbox.' },
          samples: [
            ...seconds.sum.samples().map((one) => ({ ...one, suffix: '_sum' as const })),
            ...seconds.count.samples().map((one) => ({ ...one, suffix: '_count' as const })),
          ],
        },
        counter('sesame_bridge_sessions_ended_total', 'Sessions that are over.', ended.samples()),
        counter('sesame_bridge_bytes_total', 'Bytes carried in sessions that are over; up is towards the provider.', bytes.samples()),
        counter('sesame_bridge_messages_total', 'Messages of devices: taken, or refused.', messages.samples()),
        counter('sesame_bridge_recipients_total', 'Recipients of messages that were taken.', recipients.samples()),
        counter('sesame_bridge_deliveries_total', 'Tries to deliver a message of the queue.', delivered.samples()),
        counter('sesame_bridge_renewals_total', 'Renewals of tokens.', renewals.samples()),
        counter('sesame_bridge_notices_total', 'Times the owner was to be told that a sign-in is wanted.', notices.samples()),
        counter('sesame_bridge_broken_total', 'Connections that broke.', broken.samples()),
        gauge(
          'sesame_bridge_account_open',
          '1: the last sign-in at the provider worked; 0: it is shut.',
          accounts.flatMap(({ id, open }) => (open === null ? [] : [{ labels: { account: id }, value: open ? 1 : 0 }])),
        ),
        gauge(
          'sesame_bridge_token_expiry_seconds',
          'Until the access token ends; it is renewed before.',
          until((one) => one.expires),
        ),
        gauge(
          'sesame_bridge_reauthorize_seconds',
          'Until the owner would have to sign in again if nothing renewed the sign-in; absent where nobody knows.',
          until((one) => one.idleEnd),
        ),
        gauge(
          'sesame_bridge_queue_messages',
          'Messages in the queue by state.',
          Object.entries(queue ?? {}).map(([state, value]) => ({ labels: { state }, value })),
        ),
        gauge('sesame_bridge_event_loop_delay_seconds', 'How late the process came to its work since the last scrape.', loop),
        gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', [{ value: process.memoryUsage.rss() }]),
        counter('process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.', [{ value: cpu() }]),
        gauge('process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', [{ value: started }]),
      ]
    },
    close: () => delay.disable(),
  }
}

interface Tally {
  add(labels: Readonly<Record<string, string>>, by?: number): void
  samples(): readonly Sample[]
}

function tally(): Tally {
  const held = new Map<string, { labels: Readonly<Record<string, string>>; value: number }>()
  return {
    add(labels, by = 1) {
      const key = JSON.stringify(labels)
      const one = held.get(key)
      if (one === undefined) held.set(key, { labels, value: by })
      else one.value += by
    },
    samples: () => [...held.values()].map(({ labels, value }) => ({ labels, value })),
  }
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, help, type: 'gauge', samples })
const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, help, type: 'counter', samples })

function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
