// The agent as a program: its charge comes on standard input, so that no list of processes shows it.

import type { Agent } from './serve.ts'
import { serveKey } from './serve.ts'
import { type Charge, READY } from './words.ts'

let text = ''
for await (const part of process.stdin.setEncoding('utf8')) text += part
const charge = JSON.parse(text) as Charge
text = ''
const agent: Agent = await serveKey(charge)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => agent.forget())
// Whoever started it may be gone already.
process.stdout.on('error', () => {})
process.stdout.write(`${READY}\n`)
await agent.ended
process.exit(0)
