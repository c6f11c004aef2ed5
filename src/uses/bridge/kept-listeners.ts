// Where the bridge of this machine listens, as its settings file says.

import { join } from 'node:path'
import { FILE, readSettings } from '../../bridge/service/settings.ts'
import type { Listener } from '../../bridge/shapes.ts'
import { dataFolder } from '../../store/place.ts'
import type { BridgeRequest } from './devices.ts'
import { contentsOf } from './settings-file.ts'

/** Null where there are no settings, or they say nothing of it. What is wrong in them is told by whoever runs the bridge. */
export async function keptListeners({ data, env }: Pick<BridgeRequest, 'data' | 'env'>): Promise<readonly Listener[] | null> {
  const text = await contentsOf(join(dataFolder({ folder: data, env }), FILE)).catch(() => null)
  const read = readSettings(text)
  return read.ok ? (read.settings.listeners ?? null) : null
}
