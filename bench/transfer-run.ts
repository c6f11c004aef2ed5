// Runs one peer to its end and says what it cost: time, processor and memory of it and of both servers.

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Command {
  readonly args: readonly [program: string, ...rest: string[]]
  readonly env?: Readonly<Record<string, string>>
  /** Goes in by standard input. */
  readonly input?: string
  /** Codes that count as success: doveadm ends with 2 where a folder's name differs. */
  readonly fine?: readonly number[]
}

export interface Cost {
  readonly seconds: number
  /** Of the peer, in seconds. */
  readonly cpu: number
  readonly peakMb: number
  readonly code: number
  /** The end of what it said. */
  readonly said: string
}

/** wait4(2) knows processor and peak memory exactly; Node does not tell them of its children. */
const METER = `
import os, sys, json, time, signal
limit, args = int(sys.argv[1]), sys.argv[2:]
began = time.monotonic()
pid = os.posix_spawnp(args[0], args, os.environ)
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm(limit)
_, status, used = os.wait4(pid, 0)
os.write(3, json.dumps({"seconds": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime, "peakMb": used.ru_maxrss * 1024 / 1e6, "code": os.waitstatus_to_exitcode(status)}).encode())
`

export function run({ args, env = {}, input = '' }: Command, limitSeconds = 900): Promise<Cost> {
  const child = spawn('python3', ['-c', METER, String(limitSeconds), ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let said = ''
  let told = ''
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  }
  child.stdout!.on('data', hear)
  child.stderr!.on('data', hear)
  child.stdio[3]!.on('data', (chunk: Buffer) => {
    told += chunk
  })
  child.stdin!.on('error', () => {})
  child.stdin!.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => {
      try {
        resolve({ ...(JSON.parse(told) as Omit<Cost, 'said'>), said })
      } catch {
        reject(new Error(`${args[0]}: ${said}`))
      }
    })
  })
}

/** Seconds of a server since it began: itself, its children, and those that have ended. proc_pid_stat(5): fields 14 to 17, in hundredths. */
export function serverCpu(master: number): number {
  let sum = fields(master, 4)
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && parentOf(Number(name)) === master) sum += fields(Number(name), 4)
  }
  return sum / 100
}

function stat(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return []
  }
}

const parentOf = (pid: number) => Number(stat(pid)[1])
const fields = (pid: number, many: number) =>
  stat(pid)
    .slice(11, 11 + many)
    .reduce((sum, value) => sum + Number(value), 0)
