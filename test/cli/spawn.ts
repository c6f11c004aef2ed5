// Runs the command line as its own process, as a person does, and collects what it says.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('./run-main.js', import.meta.url))
/** No run of the tests takes longer; one that does is killed and fails its test. */
const LIMIT_MS = 180_000
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Called with what came so far; returns true to send SIGINT. */
  readonly interruptWhen?: (soFar: Ran) => boolean
}

/** English unless told, no colours, no settings of the machine that runs the tests. */
export function sesame(args: readonly string[], { input = '', env = {}, cwd, interruptWhen }: Running = {}): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'en_GB.UTF-8', ...env },
    stdio: 'pipe',
  })
  let stdout = ''
  let stderr = ''
  const look = () => {
    if (interruptWhen?.({ code: null, stdout, stderr })) child.kill('SIGINT')
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    look()
  })
  // The command may end without reading all of it.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve({ code, stdout, stderr })
    }),
  )
}
