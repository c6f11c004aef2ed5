// Runs the bridge on this machine: vault, store and doors opened, everything closed again however it ends.

import { type Bridge, startBridge } from '../../bridge/bridge.ts'
import { openDoor } from '../../bridge/door.ts'
import type { BridgeEvent, Listener } from '../../bridge/shapes.ts'
import { openStore } from '../../store/database.ts'
import { dataFolder } from '../../store/place.ts'
import { openKeys } from '../keys.ts'
import { openNetwork } from '../network.ts'
import { openBridgeTls } from './authority.ts'
import type { BridgeRequest } from './devices.ts'
import { hashKey } from './hash-key.ts'
import { keysFrom } from './keys.ts'
import { openLive, type ServiceOptions } from './live.ts'
import { openQueue } from './open-queue.ts'
import { rollOf } from './roll.ts'

export interface RunningBridge {
  /** What is open now. */
  readonly doors: Bridge['doors']
  /** Of health and metrics, where they are wanted. */
  readonly metricsPort: () => number | null
  /** How long those who are in may take to finish, as the settings say. */
  graceMs(): number
  /** Reads the file of settings again, now; it is looked at every two seconds anyway. */
  reload(): Promise<void>
  /** A second call ends at once what the first lets finish. */
  stop(graceMs?: number): Promise<void>
}

/** Throws `port-taken`, `listen-failed`, `bridge-settings-invalid`, and what the vault and the store throw; nothing is left open then. */
export async function runBridge(
  request: BridgeRequest,
  listeners: readonly Listener[],
  tell: (event: BridgeEvent) => void,
  service: ServiceOptions = {},
): Promise<RunningBridge> {
  const opened: (() => unknown)[] = []
  const closeAll = async () => {
    for (const close of opened.reverse()) await close()
  }
  try {
    const open = await openNetwork(request)
    opened.push(open.close)
    const keys = await openKeys(request, open)
    opened.push(keys.close)
    const db = await openStore({ folder: request.data, env: request.env })
    opened.push(() => db.close())
    const folder = dataFolder({ folder: request.data, env: request.env })
    const live = await openLive({ folder, env: request.env, db, options: service, listeners, on: tell })
    opened.push(live.end)
    const { on } = live
    const shelf = live.watched(keys.shelf)
    const door = openDoor(
      rollOf(db, () => new Date().toISOString(), keys.vault),
      await hashKey(keys.vault),
    )
    const source = keysFrom(keys.vault, shelf, open.network)
    const queue = await openQueue(request, { network: open.network, keys: source, shelf, on })
    opened.push(() => queue.stop())
    const tlsFor = async (wanted: readonly Listener[]) => {
      if (wanted.every(({ security }) => security === 'plain')) return undefined
      const shown = await openBridgeTls(keys.vault, wanted, on)
      opened.push(shown.close)
      return shown.tls
    }
    const bridge = await startBridge({
      network: open.network,
      listeners: live.listeners,
      door,
      keys: source,
      on,
      tls: await tlsFor(live.listeners),
      queued: queue.route,
    })
    opened.push(() => bridge.stop())
    await live.begin({ bridge, vault: keys.vault, shelf, network: open.network, keys: source, tlsFor })
    let [drains, ended]: [boolean, Promise<void> | undefined] = [false, undefined]
    return {
      doors: bridge.doors,
      metricsPort: live.metricsPort,
      graceMs: live.graceMs,
      reload: live.reload,
      async stop(graceMs) {
        if (!drains) live.draining()
        drains = true
        await bridge.stop(graceMs)
        ended ??= closeAll()
        await ended
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
