// Runs the bridge on this machine: vault, store and doors opened, everything closed again however it ends.

import { type Bridge, startBridge } from '../../bridge/bridge.ts'
import { openDoor } from '../../bridge/door.ts'
import type { BridgeEvent, Listener } from '../../bridge/shapes.ts'
import { openStore } from '../../store/database.ts'
import { openKeys } from '../keys.ts'
import { openNetwork } from '../network.ts'
import { openBridgeTls } from './authority.ts'
import type { BridgeRequest } from './devices.ts'
import { hashKey } from './hash-key.ts'
import { keysFrom } from './keys.ts'
import { rollOf } from './roll.ts'

export interface RunningBridge {
  readonly doors: Bridge['doors']
  stop(graceMs?: number): Promise<void>
}

/** Throws `port-taken`, `listen-failed`, and what the vault and the store throw; nothing is left open then. */
export async function runBridge(
  request: BridgeRequest,
  listeners: readonly Listener[],
  on: (event: BridgeEvent) => void,
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
    const door = openDoor(
      rollOf(db, () => new Date().toISOString()),
      await hashKey(keys.vault),
    )
    const source = keysFrom(keys.vault, keys.shelf, open.network)
    const shown = listeners.some(({ security }) => security !== 'plain') ? await openBridgeTls(keys.vault, listeners, on) : undefined
    if (shown) opened.push(shown.close)
    const bridge = await startBridge({ network: open.network, listeners, door, keys: source, on, tls: shown?.tls })
    return {
      doors: bridge.doors,
      async stop(graceMs) {
        await bridge.stop(graceMs)
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
