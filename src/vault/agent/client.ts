// Asks the agent of this person: for a key, how long it keeps it, or to forget it. No agent, or one that is not ours, is an answer too.

import { connect } from 'node:net'
import type { Header } from '../sealed.ts'
import { type AgentRequest, isOurSocket, socketOf } from './place.ts'
import { type Answer, LONGEST_LINE, type Question } from './words.ts'

/** It answers in a millisecond; one that was stopped (SIGSTOP) must not hold anybody up. */
const LIMIT_MS = 2_000

export async function keyFromAgent(request: AgentRequest, { id, keyId }: Pick<Header, 'id' | 'keyId'>): Promise<Buffer | null> {
  const answer = await tell(request, { ask: 'key', vault: id, keyId, quiet: request.quiet === true })
  return typeof answer?.key === 'string' ? Buffer.from(answer.key, 'base64') : null
}

/** ISO date and time at which it forgets, if nobody asks before; null when none runs. */
export async function agentUntil(request: AgentRequest): Promise<string | null> {
  const answer = await tell(request, { ask: 'until' })
  return typeof answer?.until === 'string' ? answer.until : null
}

/** True when one ran, and forgot. */
export async function lockAgent(request: AgentRequest): Promise<boolean> {
  return (await tell(request, { ask: 'forget' })) !== null
}

async function tell(request: AgentRequest, question: Question): Promise<Answer | null> {
  const path = await socketOf(request)
  if (!(await isOurSocket(path))) return null
  return new Promise((resolve) => {
    const socket = connect(path)
    let said = ''
    const end = (answer: Answer | null) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(LIMIT_MS, () => end(null))
    socket.setEncoding('utf8')
    socket.on('error', () => end(null))
    socket.on('close', () => resolve(null))
    socket.on('data', (part: string) => {
      said += part
      if (said.includes('\n')) end(answerOf(said))
      else if (said.length > LONGEST_LINE) end(null)
    })
    socket.write(`${JSON.stringify(question)}\n`)
  })
}

function answerOf(line: string): Answer | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Answer) : null
  } catch {
    return null
  }
}
