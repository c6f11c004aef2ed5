// The lines of a stream of text, one after the other, read only as fast as they are wanted.

import { SesameError } from '../model/errors.ts'

/** A case has no longer line. */
const LIMIT = 16 * 1024 * 1024

/** UTF-8; LF or CRLF; a byte-order mark at the start is dropped. Throws `case-invalid` for an endless line. */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let number = 0
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      number++
      yield line.replace(/\r$/, '')
    }
    if (rest.length > LIMIT) throw new SesameError('case-invalid', { where: `line ${number + 1}`, why: 'the line is too long' })
  }
  rest += decoder.decode()
  if (rest !== '') yield rest.replace(/\r$/, '')
}
