// A source whose flags stay where they are: what is collected arrives unseen, as mail does. Marks for removal are told, so that they can be left out.

import type { Box, Message, Reader } from '../shapes.ts'

export function unseen(box: Box): Box {
  return {
    ...box,
    inventory: () => box.inventory(),
    writer: () => box.writer(),
    close: () => box.close(),
    reader: async () => bare(await box.reader()),
  }
}

const DELETED = /^\\deleted$/i

function bare(reader: Reader): Reader {
  const plain = (message: Message): Message => ({ ...message, flags: message.flags.filter((flag) => DELETED.test(flag)) })
  return {
    open: (folder) => reader.open(folder),
    list: (each, more) => reader.list((message) => each(plain(message)), more),
    fetch: (uids, sink) =>
      reader.fetch(uids, {
        begin: (message) => sink.begin(plain(message)),
        data: (chunk) => sink.data(chunk),
        end: () => sink.end(),
        ready: () => sink.ready(),
      }),
    ...(reader.idle && { idle: (ms: number, signal: AbortSignal) => reader.idle!(ms, signal) }),
    close: () => reader.close(),
  }
}
