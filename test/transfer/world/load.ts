// Fills a mailbox by a client of its own (LITERAL+ and MULTIAPPEND, RFC 7888 and RFC 3502), so that what is tested never made its own source.

import { connect, type Socket } from 'node:net'
import type { WorldMailbox, WorldMessage } from './mailbox.ts'
import { quotedName } from './names.ts'
import type { Account } from './server.ts'

/** A command takes so much; so many are on their way. */
const GROUP_BYTES = 2_000_000
const GROUP_MESSAGES = 100

/** Bytes that were given to it. */
export async function loadMailbox(account: Account, { folders, messages }: WorldMailbox): Promise<number> {
  const talk = await signIn(account)
  const names = folders.map(({ path }) => worldName(account, path))
  for (const [i, name] of names.entries()) {
    if (name !== 'INBOX') await talk.ask(`CREATE ${quotedName(name)}`, /ALREADYEXISTS/)
    if (folders[i]!.subscribed) await talk.ask(`SUBSCRIBE ${quotedName(name)}`)
  }
  const waiting = names.map(() => [] as WorldMessage[])
  const held = names.map(() => 0)
  const answers: Promise<unknown>[] = []
  let bytes = 0
  const send = async (folder: number) => {
    const group = waiting[folder]!.splice(0)
    held[folder] = 0
    if (group.length === 0) return
    const answer = talk.append(names[folder]!, group)
    answer.catch(() => {})
    answers.push(answer)
    if (answers.length > 4) await answers.shift()
  }
  for (const message of messages()) {
    bytes += message.bytes.length
    waiting[message.folder]!.push(message)
    held[message.folder]! += message.bytes.length
    if (held[message.folder]! > GROUP_BYTES || waiting[message.folder]!.length >= GROUP_MESSAGES) await send(message.folder)
  }
  for (const folder of names.keys()) await send(folder)
  await Promise.all(answers)
  await talk.ask('LOGOUT')
  talk.end()
  return bytes
}

/** As this account's server writes it. */
export function worldName({ prefix, separator }: Account, path: readonly string[]): string {
  return path.length === 1 && path[0] === 'INBOX' ? 'INBOX' : prefix + path.join(separator)
}

export interface Talk {
  /** The answer's lines; throws for NO and BAD, unless they are `fine`. */
  ask(command: string, fine?: RegExp): Promise<string>
  append(folder: string, group: readonly Pick<WorldMessage, 'bytes' | 'flags' | 'date'>[]): Promise<string>
  end(): void
}

/** On the plain port: Dovecot takes passwords there from 127.0.0.1. */
export async function signIn({ server, user, password }: Account): Promise<Talk> {
  const socket = connect({ host: '127.0.0.1', port: server.imap, noDelay: true })
  const replies = readReplies(socket)
  let tags = 0
  const begin = (fine?: RegExp) => {
    const tag = `w${++tags}`
    return { tag, answer: replies(tag, fine) }
  }
  let draining: Promise<void> | undefined
  const drained = () => {
    if (!socket.writableNeedDrain) return
    draining ??= new Promise<void>((resolve) => socket.once('drain', resolve)).then(() => {
      draining = undefined
    })
    return draining
  }
  const talk: Talk = {
    ask(command, fine) {
      const { tag, answer } = begin(fine)
      socket.write(`${tag} ${command}\r\n`)
      return answer
    },
    async append(folder, group) {
      const { tag, answer } = begin()
      socket.cork()
      socket.write(`${tag} APPEND ${quotedName(folder)}`)
      for (const { bytes, flags, date } of group) {
        socket.write(` (${flags.join(' ')}) "${date}" {${bytes.length}+}\r\n`)
        socket.write(bytes)
      }
      socket.write('\r\n')
      socket.uncork()
      await Promise.race([drained(), answer])
      return answer
    },
    end: () => socket.destroy(),
  }
  await talk.ask(`LOGIN "${user}" "${password}"`)
  return talk
}

function readReplies(socket: Socket): (tag: string, fine?: RegExp) => Promise<string> {
  const waiting = new Map<string, (lines: string, ending: string) => void>()
  const refuse = new Map<string, (error: Error) => void>()
  let text = ''
  let lines = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end)
      text = text.slice(end + 2)
      lines += `${line}\r\n`
      const tag = line.slice(0, line.indexOf(' '))
      const told = waiting.get(tag)
      if (!told) continue
      waiting.delete(tag)
      told(lines, line.slice(tag.length + 1))
      lines = ''
    }
  })
  const broken = (error?: Error) => {
    for (const reject of refuse.values()) reject(error ?? new Error('the server closed the connection'))
  }
  socket.on('error', broken)
  socket.on('close', () => broken())
  return (tag, fine) =>
    new Promise((resolve, reject) => {
      refuse.set(tag, reject)
      waiting.set(tag, (answer, ending) => {
        refuse.delete(tag)
        if (ending.startsWith('OK') || fine?.test(ending)) resolve(answer)
        else reject(new Error(ending))
      })
    })
}
