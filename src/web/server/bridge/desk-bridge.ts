// The bridge inside the desk's own process: started and stopped by a page, ended with the desk; and where what it knows is kept.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lang } from '../../../model/lang.ts'
import {
  type BridgeEvent,
  type BridgeRequest,
  bridgeTrust,
  type Listener,
  type NetworkRequest,
  runBridge,
  type Vault,
  version,
} from '../../../sesame.ts'
import type { VaultKeeper } from '../keys/vault-keeper.ts'

export interface DeskBridge {
  /** Of the lab, where no folder was named: nothing outlives the desk. */
  readonly forgets: boolean
  /** For uses of the bridge. Without a vault: whoever needs one adds it. */
  request(): Promise<BridgeRequest>
  isRunning(): boolean
  /** Names for which its authority may not speak: devices that use them see a wrong certificate. */
  leftOut(): readonly string[]
  /** Nothing when it runs already. Throws what `runBridge` and the vault throw. */
  start(listeners: readonly Listener[], lang: Lang): Promise<void>
  /** Those who are inside may finish, for a moment. */
  stop(): Promise<void>
  close(): Promise<void>
}

interface KeepRequest {
  readonly data: string | undefined
  readonly lab: boolean
  readonly env: NetworkRequest['env']
  readonly vault: VaultKeeper
  readonly network: () => Promise<NetworkRequest>
}

const EVERYWHERE: Listener = { protocol: 'imap', address: '0.0.0.0', port: 0, security: 'starttls', oldTls: false }
const GRACE_MS = 2_000
const LAST_MS = 200

export function keepBridge({ data, lab, env, vault, network }: KeepRequest): DeskBridge {
  const forgets = lab && data === undefined
  let folder = data
  let running: { readonly bridge: Awaited<ReturnType<typeof runBridge>>; readonly vault: Vault } | null = null
  let leftOut: readonly string[] = []
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: two starts would fight for the ports. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => {})
    return next
  }
  const request = async (): Promise<BridgeRequest> => {
    if (forgets) folder ??= mkdtempSync(join(tmpdir(), 'sesame-practice-'))
    return { ...(await network()), data: folder, env }
  }
  const stop = (graceMs: number) =>
    inTurn(async () => {
      const was = running
      running = null
      await was?.bridge.stop(graceMs)
      if (!forgets) was?.vault.close()
    })
  return {
    forgets,
    request,
    isRunning: () => running !== null,
    leftOut: () => leftOut,
    start: (listeners, lang) =>
      inTurn(async () => {
        if (running !== null) return
        // One of its own: the desk's is closed after a rest.
        const open = await vault.another()
        try {
          const mine = { ...(await request()), vault: open }
          // Made for all addresses of this computer, so that the network can be opened later without another authority to trust.
          await bridgeTrust(mine, { listeners: [...listeners, EVERYWHERE] })
          leftOut = []
          const hear = (event: BridgeEvent) => {
            if (event.kind === 'names-left-out') leftOut = event.names
          }
          const bridge = await runBridge(mine, listeners, hear, { lang, version: version() })
          running = { bridge, vault: open }
        } catch (error) {
          if (!forgets) open.close()
          throw error
        }
      }),
    stop: () => stop(GRACE_MS),
    async close() {
      await stop(LAST_MS)
      if (forgets && folder !== undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}
