// What is known of a provider when messages are moved there or from there, as plain numbers: one look-up for whoever plans or paces a transfer.

import type { Provider, TransferHabits } from '../model/knowledge.ts'

/** All sizes in bytes; absent: nobody knows. */
export interface KnownLimits extends Omit<TransferHabits, 'messagesPerSecond' | 'sources' | 'unverified'> {
  /** At once, for one person. */
  readonly connections?: number
  readonly downloadPerDay?: number
  readonly uploadPerDay?: number
  /** Messages a second. */
  readonly pace?: number
  /** Of one message that is put there. */
  readonly messageBytes?: number
}

/** Published volumes count in thousands; the smaller reading is the safe one. */
const MB = 1_000_000

/** Of nobody known: no limits, and the server's own words decide. */
export function limitsFor(provider: Provider | undefined): KnownLimits {
  const { limits = {}, transfer } = provider ?? {}
  const { messagesPerSecond, sources: _, unverified: __, ...habits } = transfer ?? { sources: [] }
  const number = (key: string) => (typeof limits[key] === 'number' ? limits[key] : undefined)
  const known = {
    connections: number('imapConnections') ?? number('imapConnectionsPerUserAndIp') ?? number('connectionsPerUserAndIp'),
    downloadPerDay: scaled(number('imapDownloadMbPerDay'), MB),
    uploadPerDay: scaled(number('imapUploadMbPerDay'), MB),
    pace: messagesPerSecond,
    messageBytes: number('appendLimitBytes'),
  }
  return { ...(Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as KnownLimits), ...habits }
}

const scaled = (value: number | undefined, unit: number): number | undefined => (value === undefined ? undefined : value * unit)
