// What lives with a running bridge: its sign of life, its settings read again, tokens renewed ahead of need, the owner told, log, health and metrics.

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { ServerTls } from '../../bridge/authority/server-tls.ts'
import type { Bridge } from '../../bridge/bridge.ts'
import { exposition } from '../../bridge/exposition.ts'
import { type Health, serveHealth } from '../../bridge/health.ts'
import { type Journal, openJournal } from '../../bridge/journal.ts'
import { bridgeMetrics } from '../../bridge/metrics.ts'
import { addressAndPort, FILE, readSettings, type Settings } from '../../bridge/service/settings.ts'
import { serviceManager } from '../../bridge/service/systemd.ts'
import type { BridgeEvent, KeySource, Listener, Shut } from '../../bridge/shapes.ts'
import { loadKnowledge } from '../../knowledge/load.ts'
import { providerById } from '../../knowledge/lookup.ts'
import { SesameError } from '../../model/errors.ts'
import type { Lang } from '../../model/lang.ts'
import type { Network } from '../../net/network.ts'
import type { Grant, GrantShelf } from '../../oauth/shapes.ts'
import { beatRun, endRun, queueCounts } from '../../store/bridge-live.ts'
import type { Store } from '../../store/database.ts'
import { textIn } from '../../text/index.ts'
import type { Vault } from '../../vault/vault.ts'
import { keepAlive } from './keep-alive.ts'
import { notifier } from './notify.ts'
import { accountIn, accountsIn } from './roll.ts'
import { seenBook, shutOfQueue } from './seen.ts'
import { contentsOf, markOf, settingsIn } from './settings-file.ts'

/** What the command line says; the file of settings wins over none of it but the doors. */
export interface ServiceOptions {
  /** `127.0.0.1:9180`. */
  readonly metrics?: string | undefined
  readonly log?: { readonly format?: 'json' | 'text' | 'none' | undefined; readonly file?: string | undefined }
  readonly lang?: Lang
  readonly version?: string
  /** Lines of the log; absent: none but the file's. */
  readonly stderr?: (line: string) => void
  /** SIGHUP reads the settings again: only where the process is ours alone. */
  readonly signals?: boolean
}

export interface LiveRoom {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly db: Store
  readonly options: ServiceOptions
  readonly listeners: readonly Listener[]
  readonly on: (event: BridgeEvent) => void
}

/** What the bridge stands on, once it is there. */
export interface Ground {
  readonly bridge: Bridge
  readonly vault: Vault
  readonly shelf: GrantShelf
  readonly network: Network
  readonly keys: KeySource
  /** Certificates for doors that have just been wanted; undefined where none needs one. */
  readonly tlsFor: (listeners: readonly Listener[]) => Promise<ServerTls | undefined>
}

export interface Live {
  readonly on: (event: BridgeEvent) => void
  /** The settings' own, else those of the command line. */
  readonly listeners: readonly Listener[]
  readonly metricsPort: () => number | null
  graceMs(): number
  /** A shelf that tells of renewals. */
  watched(shelf: GrantShelf): GrantShelf
  begin(ground: Ground): Promise<void>
  /** Reads the settings again, now. */
  reload(): Promise<void>
  /** Nobody else comes in from here on. */
  draining(): void
  end(): Promise<void>
}

/** What a run tells of itself in the database. */
export interface ToldRun {
  readonly doors: readonly {
    readonly protocol: string
    readonly address: string
    readonly port: number
    readonly security: string
    readonly visitors: number
  }[]
  readonly metrics: string | null
  readonly version: string
  readonly draining: boolean
  /** What is wrong with the settings that are not in force. */
  readonly settings: string | null
}

const BEAT_MS = 5_000
const LOOK_MS = 2_000
/** Without a sign of life for so long it is ill. */
const AILING_MS = 60_000

/** Throws `bridge-settings-invalid`, `port-taken`, and what the system says of a log file that cannot be opened. */
export async function openLive({ folder, env, db, options, listeners, on }: LiveRoom): Promise<Live> {
  const file = join(folder, FILE)
  const lang = options.lang ?? 'en'
  let settings = settingsIn(file, await contentsOf(file))
  let journal: Journal | null = journalOf(settings, options, lang)
  let health: Health | null = null
  let healthAt: string | null = null
  let healthWanted: string | null = null
  let ground: Ground | null = null
  let notify: ReturnType<typeof notifier> | null = null
  let alive: ReturnType<typeof keepAlive> | null = null
  let mark = await markOf(file)
  let trouble: string | null = null
  let drains = false
  let beaten = performance.now()
  let turn: Promise<void> = Promise.resolve()
  const id = randomUUID()
  const since = Date.now()
  const timers: NodeJS.Timeout[] = []
  const book = seenBook(db)
  const metrics = bridgeMetrics()
  const manager = serviceManager(env)
  const wantedDoors = (of: Settings): readonly Listener[] => of.listeners ?? listeners

  function hear(event: BridgeEvent): void {
    journal?.write(event)
    metrics.on(event)
    book.on(event)
    on(event)
    if (event.kind === 'admitted') {
      const { grant = null } = book.account(event.account)
      // Somebody has signed in again meanwhile, or another process has renewed: seen now, not in half a minute.
      if (grant !== null && (grant.refusal !== null || Date.parse(grant.expires ?? '') < Date.now())) void alive?.look()
    }
    const closed = shutIn(event)
    if (closed === null) return
    for (const account of accountsIn(db))
      if (account.id === closed.account || (account.upstream.kind === 'oauth' && account.upstream.grant === closed.grant))
        void notify?.(account, closed.shut)
  }

  function beat(): void {
    const doors = (ground?.bridge.inside() ?? []).map(({ listener: { protocol, address, security }, port, visitors }) => ({
      ...{ protocol, address, port, security, visitors },
    }))
    const told: ToldRun = { doors, metrics: healthAt, version: options.version ?? '', draining: drains, settings: trouble }
    try {
      beatRun(db, { id, pid: process.pid, host: hostname(), since, beat: Date.now(), told })
      beaten = performance.now()
    } catch {
      // Busy or full: seen as ailing if it lasts.
    }
  }

  const ailing = () => (performance.now() - beaten > AILING_MS ? 'the database cannot be written' : null)
  const waiting = () => (drains ? 'ending' : ground === null ? 'starting' : null)
  async function openHealth(of: Settings): Promise<void> {
    const wanted = options.metrics ?? of.metrics ?? null
    const at = wanted === null ? null : addressAndPort(wanted)
    if (wanted !== null && at === null)
      throw new SesameError('option-invalid', { option: '--metrics', value: wanted, allowed: '127.0.0.1:9180' })
    if (wanted === healthWanted) return
    const opened = at === null ? null : await serveHealth(at.address, at.port, { ailing, waiting, metrics: scraped })
    await health?.close()
    health = opened
    healthWanted = wanted
    healthAt = at === null || opened === null ? null : `${at.address.includes(':') ? `[${at.address}]` : at.address}:${opened.port}`
  }
  function scraped(): string {
    const now = Date.now()
    return exposition(
      metrics.at({
        now,
        version: options.version ?? '',
        sessions: (ground?.bridge.inside() ?? []).map(({ listener: { protocol }, visitors }) => ({ protocol, visitors })),
        accounts: accountsIn(db).map((account) => {
          const { lastOk, shut, grant } = book.account(account.id)
          const open = shut !== null ? false : lastOk !== null ? true : null
          const idle = grant?.renews && grant.idleDays !== null && grant.flow !== 'app' ? grant.idleDays : null
          return {
            ...{ id: account.id, open, expires: grant?.expires ? Date.parse(grant.expires) : null },
            idleEnd: idle === null || grant === null ? null : Date.parse(grant.refreshed ?? grant.made) + idle * 86_400_000,
          }
        }),
        queue: queueCounts(db),
      }),
    )
  }

  /** One after the other: two that overlap would open a door twice. */
  function reload(): Promise<void> {
    turn = turn.then(async () => {
      mark = await markOf(file)
      const read = readSettings(await contentsOf(file))
      trouble = read.ok ? await apply(read.settings) : read.why
      journal?.reopen()
      hear({ kind: 'reloaded', why: trouble })
      beat()
    })
    return turn
  }

  /** Null when all of it is in force now; doors that cannot be opened leave everything as it was. */
  async function apply(next: Settings): Promise<string | null> {
    try {
      await openHealth(next)
      if (ground !== null && !drains) await ground.bridge.reshape(wantedDoors(next), await ground.tlsFor(wantedDoors(next)))
      if (JSON.stringify(next.log) !== JSON.stringify(settings.log)) {
        const opened = journalOf(next, options, lang)
        journal?.close()
        journal = opened
      }
      settings = next
      return null
    } catch (error) {
      const { code, args } = error as SesameError
      return [code ?? 'internal', args?.port].filter(Boolean).join(' ')
    }
  }

  const onHangUp = () => void reload()
  return {
    on: hear,
    listeners: wantedDoors(settings),
    metricsPort: () => health?.port ?? null,
    graceMs: () => settings.graceSeconds * 1000,
    watched: (shelf) => ({
      ...shelf,
      async write(grant, tokens) {
        await shelf.write(grant, tokens)
        book.grant(grant, tokens.refresh !== undefined || grant.flow === 'app', idleDays(grant))
        if (grant.refusal === null && grant.refreshed !== null) hear({ kind: 'renewed', grant: grant.id, until: grant.expires })
      },
    }),
    async begin(on) {
      const { bridge, vault, shelf, network, keys } = on
      ground = on
      await openHealth(settings)
      notify = notifier({
        ...{ db, vault, network, keys, lang, env, platform: process.platform, on: hear },
        account: (name) => accountIn(db, name),
        settings: () => settings.notify,
      })
      alive = keepAlive({
        ...{ shelf, network, idleDays, on: hear },
        wanted: () => grantsOf(db, (account) => book.account(account).lastOk),
        saw: (grant, renews) => book.grant(grant, renews, idleDays(grant)),
      })
      beat()
      timers.push(setInterval(beat, BEAT_MS).unref())
      timers.push(
        setInterval(() => {
          void markOf(file).then((now) => (now === mark ? undefined : reload()))
        }, LOOK_MS).unref(),
      )
      if (options.signals) process.on('SIGHUP', onHangUp)
      void alive.look()
      await manager?.ready(bridge.doors.map(({ listener, port }) => `${listener.protocol} ${listener.address}:${port}`).join(', '))
      manager?.watch(() => ailing() === null)
    },
    reload,
    draining() {
      drains = true
      void manager?.stopping()
      hear({ kind: 'draining', visitors: (ground?.bridge.inside() ?? []).reduce((sum, { visitors }) => sum + visitors, 0) })
      beat()
    },
    async end() {
      for (const timer of timers) clearInterval(timer)
      process.off('SIGHUP', onHangUp)
      alive?.stop()
      manager?.close()
      await turn
      await health?.close()
      metrics.close()
      book.stop()
      try {
        endRun(db, id)
      } catch {
        // Its process is gone in a moment, and that is seen.
      }
      journal?.close()
      journal = null
    },
  }
}

const idleDays = (grant: Grant) => providerById(loadKnowledge(), grant.provider)?.oauth?.tokens?.refreshIdleDays

function journalOf({ log }: Settings, { log: said, stderr }: ServiceOptions, lang: Lang): Journal {
  const words = textIn(lang)
  const format = said?.format ?? log?.format ?? 'text'
  return openJournal({
    ...{ format: format === 'none' ? 'text' : format, stderr: format === 'none' ? null : (stderr ?? null) },
    levels: process.env.JOURNAL_STREAM !== undefined,
    ...{ file: said?.file ?? log?.file, maxBytes: log?.maxBytes ?? 16_777_216, keep: log?.keep ?? 5 },
    sentence: (event) => words.bridgeService.event(event) ?? words.bridge.event(event),
  })
}

function grantsOf(db: Store, lastOk: (account: string) => number | null): { grant: string; lastOk: number | null }[] {
  const found = new Map<string, number | null>()
  for (const { id, upstream } of accountsIn(db)) {
    if (upstream.kind !== 'oauth') continue
    const times = [found.get(upstream.grant) ?? null, lastOk(id)].filter((at) => at !== null)
    found.set(upstream.grant, times.length === 0 ? null : Math.max(...times))
  }
  return [...found].map(([grant, at]) => ({ grant, lastOk: at }))
}

function shutIn(event: BridgeEvent): { readonly account?: string; readonly grant?: string; readonly shut: Shut } | null {
  if (event.kind === 'shut' || event.kind === 'renewal-failed') return event
  return event.kind === 'mail-waits' ? shutOfQueue(event) : null
}
