// The desk as a pure function from request to response: what it is given, what it remembers for the evening, and its routes in one list.

import { Hono } from 'hono'
import type { Lang } from '../../model/lang.ts'
import type { History, NetworkRequest } from '../../sesame.ts'
import { answerProblem } from './answer.ts'
import { type Assets, openAssets } from './assets.ts'
import { bridgeRoutes } from './bridge/bridge-routes.ts'
import { type DeskBridge, keepBridge } from './bridge/desk-bridge.ts'
import { guard } from './guards.ts'
import { type Attempts, keepAttempts } from './keys/attempts.ts'
import { shareLab } from './keys/shared-lab.ts'
import { keepVault, type VaultKeeper } from './keys/vault-keeper.ts'
import { createPictureReader, type PictureReader } from './picture/reader.ts'
import { assetRoutes } from './routes/assets.ts'
import { caseRoutes } from './routes/cases.ts'
import { checklistRoutes } from './routes/checklists.ts'
import { dataRoutes } from './routes/data.ts'
import { dueRoutes } from './routes/due.ts'
import { historyRoutes } from './routes/history.ts'
import { keysRoutes } from './routes/keys.ts'
import { paperRoutes } from './routes/paper.ts'
import { pictureRoutes } from './routes/picture.ts'
import { registerRoutes } from './routes/register.ts'
import { sheetPaperRoutes } from './routes/sheet-papers.ts'
import { sheetPartRoutes } from './routes/sheet-parts.ts'
import { sheetRoutes } from './routes/sheets.ts'
import { vaultRoutes } from './routes/vault.ts'
import { keepRuns, type Runs } from './runs.ts'
import { type Keys, makeKeys } from './session.ts'

export interface DeskOptions {
  /** Every `Host` under which it answers, with its port. Asked at each request: the port is known late. */
  readonly hosts: () => ReadonlySet<string>
  readonly network: Omit<NetworkRequest, 'lab'>
  /** Every case runs on the lab. */
  readonly lab: boolean
  /** Where neither cookie nor browser says anything. */
  readonly lang: Lang
  /** Null: it could not be opened; `why` tells people. */
  readonly history: History | null
  readonly historyWhy?: ((lang: Lang) => string) | undefined
  /** Folder of what this machine keeps: vault, sheets, history. */
  readonly data?: string | undefined
  /** Folder of the built browser part; by default beside this program. */
  readonly web?: string | undefined
  /** Where the request came from, for what only this computer may do. Called with the request as it was given. */
  readonly isLocal?: ((env: unknown) => boolean) | undefined
  /** What people are not shown, for the terminal. Never holds a secret. */
  readonly log?: ((line: string) => void) | undefined
}

/** What every route works with. */
export interface DeskRoom extends DeskOptions {
  readonly runs: Runs
  readonly assets: Assets
  readonly pictures: PictureReader
  readonly keys: Keys
  readonly vault: VaultKeeper
  readonly attempts: Attempts
  readonly bridge: DeskBridge
  /** For keys: one lab for them all, where there is one. */
  readonly networkRequest: () => Promise<NetworkRequest>
  /** False once the disk failed: nothing is remembered from then on. */
  historyFailed: boolean
}

export interface Desk {
  request(request: Request, env?: unknown): Promise<Response>
  /** Opens the door for as long as the desk runs. */
  readonly token: string
  /** Opens it once, within two minutes: for an address that others on this machine may see. */
  ticket(): string
  /** Ends all runs; resolves to how many were on the way. */
  close(): Promise<number>
}

/** What Hono hands to handlers beside the request. */
export interface DeskEnv {
  Variables: { lang: Lang; local: boolean }
}

const ROUTES = [
  assetRoutes,
  caseRoutes,
  paperRoutes,
  historyRoutes,
  dataRoutes,
  pictureRoutes,
  vaultRoutes,
  registerRoutes,
  keysRoutes,
  sheetPaperRoutes,
  sheetPartRoutes,
  sheetRoutes,
  dueRoutes,
  checklistRoutes,
  bridgeRoutes,
] as const

export function createDesk(options: DeskOptions): Desk {
  const lab = shareLab()
  const vault = keepVault({ folder: options.data, env: options.network.env, forgets: options.lab && options.data === undefined })
  const networkRequest = async (): Promise<NetworkRequest> =>
    options.lab ? { ...options.network, lab: true, running: await lab.running() } : { ...options.network, lab: false }
  const room: DeskRoom = {
    ...{ ...options, vault, networkRequest },
    bridge: keepBridge({ lab: options.lab, data: options.data, env: options.network.env, vault, network: networkRequest }),
    attempts: keepAttempts({ lab: options.lab, data: options.data, vault, network: networkRequest }),
    runs: keepRuns((result, proved) => remember(room, result, proved)),
    assets: openAssets(options.web),
    pictures: createPictureReader(),
    keys: makeKeys(),
    historyFailed: false,
  }
  const app = new Hono<DeskEnv>()
  guard(app, room)
  for (const routes of ROUTES) routes(app, room)
  answerProblem(app, room)
  return {
    request: async (request, env) => app.fetch(request, env as object),
    token: room.keys.token,
    ticket: room.keys.ticket,
    async close() {
      const [ended] = await Promise.all([room.runs.close(), room.pictures.close(), room.attempts.close(), room.bridge.close()])
      room.vault.close()
      await lab.close()
      return ended
    },
  }
}

/** A full disk must not take the answer away. What is only tried on the lab is no case of this person. */
function remember(room: DeskRoom, result: Parameters<History['remember']>[0], proved: boolean): void {
  if (room.history === null || room.historyFailed || (result.lab && !room.lab)) return
  try {
    room.history.remember(result, proved)
  } catch (error) {
    room.historyFailed = true
    room.log?.(`history: ${(error as { code?: string }).code ?? 'unknown'}`)
  }
}
