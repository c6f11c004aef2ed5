// What the real servers of the tests share: free ports, a folder of their own, a certificate, waiting until they listen, and commands that must succeed.

import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The test must fail, never be skipped, when a server is not there. */
export function mustBeInstalled(program: string, packages: string): void {
  if (!existsSync(program)) throw new Error(`${program} is not installed: run "apt-get install -y ${packages}" and try again`)
}

/** The servers run under users of their own, which must reach the folder. */
export function ownFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `sesame-${name}-`))
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export function subfolder(path: string, mode = 0o755): string {
  mkdirSync(path, { recursive: true })
  chmodSync(path, mode)
  return path
}

/** Below the range that the system gives to outgoing connections: a port stays free until its server starts. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = 10_000 + Math.floor(Math.random() * 22_000)
    // 10080 is one that no browser opens (WHATWG Fetch, “bad port”).
    if (port !== 10_080 && !ports.has(port) && (await isFree(port))) ports.add(port)
  }
  return [...ports]
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

export async function waitForPort(port: number, what: string, why: () => string): Promise<void> {
  const end = performance.now() + 60_000
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port })
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    if (performance.now() > end) throw new Error(`${what} does not listen on ${port}: ${why()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function runCommand(
  program: string,
  args: readonly string[],
  input = '',
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, output }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
