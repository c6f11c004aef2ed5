// One message read for a comparison: its digests, and the two header fields by which people know it.

import { createHash } from 'node:crypto'
import { readable } from './encoded-words.ts'
import type { Reading } from './ledger.ts'
import { fieldsOf, splitHeader } from './split-header.ts'

export interface MessageReading {
  add(chunk: Uint8Array): void
  end(): Reading
}

export function messageReading(): MessageReading {
  const exact = createHash('sha256')
  const body = createHash('sha256')
  const parts = splitHeader((chunk) => void body.update(chunk))
  let size = 0
  return {
    add(chunk) {
      size += chunk.length
      exact.update(chunk)
      parts.add(chunk)
    },
    end() {
      const header = parts.header()
      const fields = fieldsOf(header)
      const value = (name: string) => fields.find((field) => field.name === name)?.text.replace(/^[^:]*:/, '') ?? ''
      return {
        size,
        exact: exact.digest('hex'),
        head: createHash('sha256').update(header, 'latin1').digest('hex'),
        body: body.digest('hex'),
        subject: readable(value('subject')),
        messageId: readable(value('message-id'), 100),
      }
    },
  }
}
