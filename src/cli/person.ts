// The terminal that somebody sits at: standard input, or the one that controls this process while standard input is a pipe.

import { openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import { SesameError } from '../model/errors.ts'
import { askHidden } from './secret-input.ts'
import type { Invocation } from './spec.ts'

export interface Person {
  /** What was typed, unseen; the colon after the question is added. Throws `interrupted`. */
  hidden(prompt: string): Promise<string>
  /** What was typed. Throws `interrupted`. */
  line(prompt: string): Promise<string>
}

/** Null where nobody can be asked: no terminal to read from, or none to show the question on. */
export function personAt({ err, signal, text }: Pick<Invocation, 'err' | 'signal' | 'text'>): Person | null {
  if (!err.interactive) return null
  const input = process.stdin.isTTY ? process.stdin : controlling()
  if (input === null) return null
  return {
    async hidden(prompt) {
      input.ref()
      return askHidden(`${prompt}${text.known.colon} `, err.write, signal, input).finally(() => rest(input))
    },
    async line(prompt) {
      input.ref()
      const { createInterface } = await import('node:readline/promises')
      const reader = createInterface({ input, output: process.stderr, terminal: true })
      // Ctrl-C and Ctrl-D leave the question unanswered.
      const left = new Promise<never>((_, reject) => reader.once('close', () => reject(new SesameError('interrupted'))))
      try {
        return await Promise.race([reader.question(`${prompt} `, { signal }), left])
      } catch {
        throw new SesameError('interrupted')
      } finally {
        left.catch(() => {})
        reader.close()
        rest(input)
      }
    },
  }
}

/** Waiting for more must not keep the process alive. */
function rest(input: ReadStream): void {
  input.pause()
  if (input !== process.stdin) input.unref()
}

let opened: ReadStream | null | undefined

function controlling(): ReadStream | null {
  if (opened !== undefined) return opened
  try {
    opened = process.platform === 'win32' ? null : new ReadStream(openSync('/dev/tty', 'r'))
  } catch {
    opened = null
  }
  return opened
}

/** Asks for a yes. `needsYes` is said, and the answer is no, where nobody can be asked and --yes was not given. */
export async function saysYes(invocation: Invocation, question: string, needsYes: string): Promise<boolean> {
  const { options, err, text } = invocation
  if (options.yes === true) return true
  const person = personAt(invocation)
  if (person === null) {
    err.line(needsYes)
    return false
  }
  if (text.vault.yes.test((await person.line(`${question} ${text.vault.yesNo}`)).trim())) return true
  err.line(text.vault.untouched)
  return false
}
