// The test message of `verify`: a correct RFC 5322 message to oneself with a code that nothing else in the mailbox has.

import { randomInt } from 'node:crypto'
import type { Lang } from '../../model/lang.ts'
import { TEST_WORDS } from './words.ts'

export interface TestMessage {
  readonly code: string
  readonly messageId: string
  /** CRLF lines, US-ASCII, without the dots of SMTP. */
  readonly lines: readonly string[]
}

// No 0 O 1 I L: people read it aloud.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export function newCode(): string {
  return Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** `address` is an ASCII address (A-labels); `date` is when it is sent. */
export function testMessage(address: string, lang: Lang, date: Date, code = newCode()): TestMessage {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const words = TEST_WORDS[lang]
  const messageId = `<${code}.${date.getTime().toString(36)}@${domain}>`
  const lines = [
    `Date: ${rfc5322Date(date)}`,
    `From: <${address}>`,
    `To: <${address}>`,
    `Message-ID: ${messageId}`,
    `Subject: ${encodeWords(words.subject(code))}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    // RFC 3834 §5: no vacation responder answers it.
    'Auto-Submitted: auto-generated',
    '',
    ...words.body(code).flatMap(quotedPrintable),
  ]
  return { code, messageId, lines }
}

/** RFC 5322 §3.3, in UTC. */
export function rfc5322Date(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}

/** RFC 2047 §4.2 "Q": the code stays readable for servers that search the raw header. Words longer than 75 characters are cut between characters. */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    const encoded = character === ' ' ? '_' : /^[A-Za-z0-9!*+/-]$/.test(character) ? character : hex(character)
    if (word.length + encoded.length > 63) {
      words.push(word)
      word = ''
    }
    word += encoded
  }
  // RFC 2047 §2: an encoded word has at most 75 characters, its frame counted.
  return [...words, word].map((part) => `=?UTF-8?Q?${part}?=`).join('\r\n ')
}

/** RFC 2045 §6.7: lines of at most 76 characters, soft breaks, no blank at the end of a line. */
export function quotedPrintable(text: string): string[] {
  const lines: string[] = []
  let line = ''
  const characters = [...text]
  for (const [i, character] of characters.entries()) {
    const last = i === characters.length - 1
    const plain = /^[\x21-\x3c\x3e-\x7e]$/.test(character) || (character === ' ' && !last)
    const encoded = plain ? character : hex(character)
    if (line.length + encoded.length > 75) {
      lines.push(`${line}=`)
      line = ''
    }
    line += encoded
  }
  return [...lines, line]
}

function hex(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
