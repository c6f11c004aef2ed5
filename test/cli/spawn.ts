// Runs the command line as its own process, as a person does, and collects what it says.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = new URL('../../src/cli/main.js', import.meta.url).href
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
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { main } = await import(${JSON.stringify(MAIN)}); await main(process.argv.slice(1))`,
      '--',
      ...args,
    ],
    {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'en_GB.UTF-8', ...env },
      stdio: 'pipe',
    },
  )
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
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}
