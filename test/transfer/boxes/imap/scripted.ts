// An IMAP server that says what a test tells it to, as a box: CAPABILITY and EXAMINE answer themselves, everything else is the test's.

import { type ImapBoxOptions, imapBox } from '../../../../src/transfer/boxes/imap/box.ts'
import type { Box } from '../../../../src/transfer/shapes.ts'
import type { ImapSession } from '../../../../src/wire/imap.ts'
import type { WireLimits } from '../../../../src/wire/limits.ts'
import { openTo, type Peer, script } from '../../../wire/script.ts'

export interface Scripted {
  readonly box: Box
  /** Commands without their tags, as they came. */
  readonly heard: string[]
  stop(): Promise<void>
}

/** What is returned is said, `TAG` standing for the command's tag; undefined: the answer is the peer's own business. */
export type Answer = (line: string, peer: Peer, tag: string) => string | Buffer | undefined | Promise<string | Buffer | undefined>

export async function scripted(
  capabilities: string,
  answer: Answer,
  limits: Partial<WireLimits> = {},
  more: Pick<ImapBoxOptions, 'keepMs' | 'compress'> = {},
): Promise<Scripted> {
  const heard: string[] = []
  const server = await script(async (peer) => {
    // As real servers have it: their answers are small and at once.
    peer.socket.setNoDelay(true)
    peer.send('* PREAUTH ready\r\n')
    for (let line = await peer.line(); line !== undefined; line = await peer.line()) {
      const [tag = '', ...words] = line.split(' ')
      const command = words.join(' ')
      heard.push(command)
      const own = await answer(command, peer, tag)
      const said = own ?? usual(command, capabilities)
      if (said === null) continue
      peer.send(Buffer.isBuffer(said) ? said : said.replaceAll('TAG', tag))
    }
  })
  const open = async () => {
    const { session, broken } = await openTo(server, 'imap', 'plain')
    if (session === null) throw broken ?? new Error('no session')
    return session as ImapSession
  }
  const box = imapBox({
    open: async () => {
      const session = await open()
      const allow = session.connection.allow.bind(session.connection)
      // The box lifts the limits; the test has the last word.
      session.connection.allow = (wanted) => allow({ ...wanted, ...limits })
      return session
    },
    label: 'scripted',
    key: 'scripted',
    ...more,
  })
  return {
    box,
    heard,
    async stop() {
      await box.close()
      await server.stop()
    },
  }
}

function usual(command: string, capabilities: string): string | null {
  if (command === 'CAPABILITY') return `* CAPABILITY IMAP4rev1 ${capabilities}\r\nTAG OK done\r\n`
  if (/^(EXAMINE|SELECT) /.test(command))
    return '* 9 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 100] x\r\n* OK [PERMANENTFLAGS (\\Seen \\Deleted $Junk)] x\r\nTAG OK [READ-ONLY] done\r\n'
  if (command === 'LOGOUT') return '* BYE bye\r\nTAG OK done\r\n'
  return null
}
