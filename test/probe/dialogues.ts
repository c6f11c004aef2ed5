// Scripts of well-behaved IMAP and SMTP servers, with the one thing changed that a test is about.

import type { SecureContext } from 'node:tls'
import type { Script } from './scripted.ts'

export interface ImapTwist {
  readonly leaf?: SecureContext
  readonly capabilities?: string
  /** What LOGIN and AUTHENTICATE answer, without the tag; OK by default. */
  readonly signIn?: (line: string) => string
  /** After a refusal, as many do. */
  readonly hangsUp?: boolean
  readonly select?: string
  readonly extra?: (command: string) => string | undefined
}

/** Implicit TLS. */
export function imapScript({ leaf, capabilities = 'IMAP4rev1 AUTH=PLAIN SASL-IR ID', signIn, hangsUp, select, extra }: ImapTwist): Script {
  return {
    ...(leaf && { leaf }),
    tls: true,
    greeting: '* OK test server ready',
    hears: (line, { say, hangUp }) => {
      const [tag = '', command = ''] = line.split(' ')
      const answer = extra?.(line.slice(tag.length + 1))
      if (answer !== undefined) return say(`${answer.replace(/\bTAG\b/g, tag)}\r\n`)
      if (command === 'CAPABILITY') say(`* CAPABILITY ${capabilities}\r\n${tag} OK done\r\n`)
      else if (command === 'LOGIN' || command === 'AUTHENTICATE') {
        const said = signIn?.(line) ?? 'OK signed in'
        say(`${tag} ${said}\r\n`)
        if (hangsUp && !said.startsWith('OK')) hangUp()
      } else if (command === 'SELECT') say(`* 3 EXISTS\r\n${tag} ${select ?? 'OK [READ-WRITE] selected'}\r\n`)
      else if (command === 'LOGOUT') {
        say(`* BYE bye\r\n${tag} OK done\r\n`)
        hangUp()
      } else say(`${tag} OK done\r\n`)
    },
  }
}

export interface SmtpTwist {
  readonly leaf?: SecureContext
  readonly tls?: boolean
  readonly greeting?: string
  readonly noStartTls?: boolean
  /** Further lines of the answer to EHLO. */
  readonly extra?: readonly string[]
  /** Said in clear behind the agreement to STARTTLS. */
  readonly inject?: string
  readonly signIn?: string
  readonly mailFrom?: string
}

/** STARTTLS unless `tls`. */
export function smtpScript({
  leaf,
  tls = false,
  greeting = '220 mail.example.org ESMTP',
  noStartTls,
  extra = [],
  inject,
  signIn,
  mailFrom,
}: SmtpTwist): Script {
  return {
    ...(leaf && { leaf }),
    tls,
    greeting,
    hears: (line, { say, upgrade, hangUp, secure }) => {
      const verb = line.split(' ')[0]?.toUpperCase()
      if (verb === 'EHLO') {
        const words = ['mail.example.org', ...extra, ...(secure ? ['AUTH PLAIN LOGIN'] : noStartTls ? [] : ['STARTTLS']), 'SIZE 1000000']
        say(words.map((word, i) => `250${i === words.length - 1 ? ' ' : '-'}${word}\r\n`).join(''))
      } else if (verb === 'STARTTLS' && !noStartTls && leaf) {
        say(`220 go ahead\r\n${inject ?? ''}`)
        upgrade()
      } else if (verb === 'STARTTLS') say('502 5.5.1 not known\r\n')
      else if (verb === 'AUTH') say(`${signIn ?? '235 2.7.0 OK'}\r\n`)
      else if (verb === 'MAIL') say(`${mailFrom ?? '250 2.1.0 OK'}\r\n`)
      else if (verb === 'QUIT') {
        say('221 bye\r\n')
        hangUp()
      } else say('250 OK\r\n')
    },
  }
}
