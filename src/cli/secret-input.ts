// A password from standard input: hidden when typed on a terminal, one line when piped. It goes straight into a Secret.

import type { ReadStream } from 'node:tty'
import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import type { Invocation } from './spec.ts'

/** No password is longer; more is somebody's file. */
const LIMIT = 64 * 1024

/** Undefined when --password-stdin was not given. Throws `no-secret` when nothing came. */
export async function readSecret({ options, text, err, signal }: Invocation): Promise<Secret | undefined> {
  if (options['password-stdin'] !== true) return undefined
  const typed = process.stdin.isTTY
    ? await askHidden(`${text.doctor.askPassword}${text.known.colon} `, err.write, signal)
    : await readPiped()
  // The line end belongs to the pipe, not to the password; everything else is kept, spaces too, and judged.
  const value = typed.replace(/\r?\n$/, '')
  if (value === '') throw new SesameError('no-secret')
  // Several lines are a file given by mistake; they could also end a line of a protocol.
  if (/[\r\n\0]/.test(value)) throw new SesameError('option-invalid', { option: '--password-stdin', value: '•••\\n•••', allowed: '1' })
  return new Secret(value)
}

/** All of standard input, within bounds. Throws `option-invalid` beyond them. */
export async function readPiped(): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length
    if (size > LIMIT)
      throw new SesameError('option-invalid', { option: '--password-stdin', value: `${LIMIT}+ bytes`, allowed: `1-${LIMIT} bytes` })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** What terminals send for keys without a letter, and around pasted text (ECMA-48 §5.4, xterm's SS3). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const KEYS = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])/g

/** Echo is off because the terminal is raw; nothing of the password is ever written. */
export function askHidden(
  prompt: string,
  write: (text: string) => void,
  signal: AbortSignal,
  input: ReadStream = process.stdin,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let value = ''
    const end = (settle: () => void) => {
      input.setRawMode(false)
      input.pause()
      input.off('data', onData)
      signal.removeEventListener('abort', onAbort)
      write('\n')
      settle()
    }
    const onAbort = () => end(() => reject(new SesameError('interrupted')))
    const onData = (data: string) => {
      // An arrow or another key without a letter, pressed unseen, is no part of a password.
      for (const char of data.replace(KEYS, '')) {
        if (char === '\r' || char === '\n') return end(() => resolve(value))
        if (char === '\u0003' || char === '\u0004') return end(() => reject(new SesameError('interrupted')))
        if (char === '\u0015') value = ''
        else if (char === '\u007f' || char === '\b') value = [...value].slice(0, -1).join('')
        else if (char === '\t' || !/\p{Cc}/u.test(char)) value += char
      }
    }
    // Before the question: who answers at once is not shown either.
    input.setRawMode(true)
    write(prompt)
    input.setEncoding('utf8')
    input.on('data', onData)
    signal.addEventListener('abort', onAbort)
    input.resume()
  })
}
