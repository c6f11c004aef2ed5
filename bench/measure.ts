// What all benchmarks share: medians, a table on the terminal, commands timed from outside.

import { spawn } from 'node:child_process'

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs a command to its end and returns the milliseconds that it took; its output is thrown away. */
export function timeCommand(
  command: string,
  args: readonly string[],
  { input = '', env = process.env }: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], env })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(performance.now() - started))
  })
}

/** The median of `runs` runs, after one that warms the disk. */
export async function medianOf(runs: number, once: () => Promise<number>): Promise<number> {
  await once()
  const times: number[] = []
  for (let i = 0; i < runs; i++) times.push(await once())
  return median(times)
}

export function report(title: string, rows: readonly (readonly [string, string])[]): void {
  process.stdout.write(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(58)} ${value}`).join('\n')}\n`)
}

export const ms = (value: number) => `${value.toFixed(0)} ms`
export const times = (value: number) => `${value.toFixed(2)} x`
