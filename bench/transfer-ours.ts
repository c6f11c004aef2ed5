// How Sésame itself is started by the transfer's benchmark: the command line as a person types it.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Task } from './transfer-peers.ts'
import type { Command } from './transfer-run.ts'

const CHILD = fileURLToPath(new URL('../test/transfer/world/copy-process.js', import.meta.url))

export function ours(task: Task): Command | undefined {
  if (!task.target) return undefined
  mkdirSync(task.folder, { recursive: true })
  const side = ({ server, user, password }: Task['source'], port: number) => ({ host: server.host, port, user, password, ca: server.ca })
  const file = join(task.folder, 'task.json')
  writeFileSync(
    file,
    JSON.stringify({
      source: side(task.source, task.sourcePort),
      target: side(task.target, task.targetPort!),
      store: join(task.folder, 'store.sqlite'),
    }),
    { mode: 0o600 },
  )
  return { args: [process.execPath, CHILD, file] }
}
