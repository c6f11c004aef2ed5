// Messages of a maildrop into a sink: each waits in a spool until its size and digest are known, several are asked for at once where the server pipelines.

import type { Pop3Session } from '../../../wire/pop3.ts'
import { streamAnswers } from '../../../wire/pop3-stream.ts'
import type { WireReply } from '../../../wire/session.ts'
import type { Sink } from '../../shapes.ts'
import { arrivalOf } from './arrival.ts'
import type { Maildrop } from './maildrop.ts'
import { Spool } from './spool.ts'

/** Those that are not there are left out, and so is one that proves to be an old one under a new UIDL. `refused` may throw. */
export async function retrieveInto(
  session: Pop3Session,
  drop: Maildrop,
  uids: readonly number[],
  sink: Sink,
  refused: (uid: number, reply: WireReply) => void,
): Promise<void> {
  const wanted = uids.flatMap((uid) => {
    const found = drop.drop(uid)
    return found === undefined ? [] : [{ uid, number: found.number }]
  })
  let coming: { readonly uid: number; readonly spool: Spool } | undefined
  const come: { readonly uid: number; readonly spool: Spool }[] = []
  try {
    await streamAnswers(
      session,
      wanted.map(({ number }) => `RETR ${number}`),
      {
        begin(index) {
          coming = { uid: wanted[index]!.uid, spool: new Spool() }
        },
        data: (chunk) => coming!.spool.write(chunk),
        end() {
          come.push(coming!)
          coming = undefined
        },
        refused: (index, reply) => refused(wanted[index]!.uid, reply),
        ready: () => (come.length === 0 ? undefined : give()),
      },
    )
  } finally {
    coming?.spool.close()
    for (const { spool } of come) spool.close()
  }

  async function give(): Promise<void> {
    for (;;) {
      const next = come[0]
      if (next === undefined) return
      const { uid, spool } = next
      const digest = spool.digest()
      if (drop.read(uid, digest) === uid) {
        sink.begin({ uid, size: spool.size, flags: [], date: arrivalOf(spool.head()), digest })
        for (const piece of spool.pieces()) {
          sink.data(piece)
          const wait = sink.ready()
          if (wait !== undefined) await wait
        }
        sink.end()
      }
      spool.close()
      come.shift()
    }
  }
}
