// A process of its own that works on a vault: the lines of its program see `openIn`, `Secret`, `entry` and the modules of the build.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { PASSPHRASE } from './world.ts'

const url = (file: string) => JSON.stringify(new URL(`../../src/${file}`, import.meta.url).href)

export const HEAD = `
import { makeVault } from ${url('vault/make.js')}
import { changePassphrase } from ${url('vault/change-passphrase.js')}
import { openVault } from ${url('vault/open.js')}
import { locked, lockFile } from ${url('store/lock.js')}
import { Secret } from ${url('model/secret.js')}
const openIn = (folder) => openVault({ folder, env: process.env, ask: async () => new Secret(${JSON.stringify(PASSPHRASE)}) })
const entry = (name) => ({ name, sort: 'password', title: name });
`

export interface ProgramOptions extends Pick<SpawnOptions, 'env'> {
  /** KiB that a file may have; a write beyond fails in its middle, as on a full disk. */
  readonly largestFile?: number
}

export function program(lines: string, { largestFile, ...options }: ProgramOptions = {}): ChildProcess {
  const node = [process.execPath, '--input-type=module', '-e', HEAD + lines]
  const [command = '', ...args] =
    // Without the trap, the signal for it would end the process.
    largestFile === undefined ? node : ['bash', '-c', `trap '' XFSZ; ulimit -f ${largestFile}; exec "$@"`, 'bash', ...node]
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
}

export interface Done {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export function done(child: ChildProcess): Promise<Done> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    stdout += part
  })
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    stderr += part
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}
