// Starts the agent as a process of its own, which outlives the command that unlocked the vault.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SesameError } from '../../model/errors.ts'
import type { Header } from '../sealed.ts'
import { lockAgent } from './client.ts'
import { type AgentRequest, makeFolderOf, socketOf } from './place.ts'
import { type Charge, READY } from './words.ts'

const PROGRAM = fileURLToPath(new URL('./main.js', import.meta.url))
const LIMIT_MS = 20_000

/** Resolves once commands can ask it. One that ran before forgets first. Throws `vault-readable` or `vault-unwritable`. */
export async function startAgent(request: AgentRequest, header: Pick<Header, 'id' | 'keyId'>, key: Buffer, idleMs: number): Promise<void> {
  const socket = await socketOf(request)
  await makeFolderOf(socket)
  await lockAgent(request)
  const charge: Charge = { socket, vault: header.id, keyId: header.keyId, key: key.toString('base64'), idleMs }
  const child = spawn(process.execPath, [PROGRAM], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: process.platform === 'win32' ? undefined : '/',
    // It needs nothing of what this process was told.
    env: process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot },
  })
  const ready = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), LIMIT_MS)
    const settle = (good: boolean) => {
      clearTimeout(timer)
      resolve(good)
    }
    child.stdout.setEncoding('utf8').on('data', (said: string) => settle(said.startsWith(READY)))
    child.on('error', () => settle(false))
    child.on('exit', () => settle(false))
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(charge))
  })
  child.stdout.destroy()
  child.unref()
  if (ready) return
  child.kill()
  throw new SesameError('vault-unwritable', { file: socket, why: 'no agent' })
}
