// A small real .pst, written by us after [MS-PST] (the ANSI format, §1.3.2): a message store, folders, mails. No sample of anybody's mail is needed.

/** Where a folder and its mails hang. */
export interface PstFolder {
  readonly name: string
  readonly mails: readonly PstMail[]
  readonly folders?: readonly PstFolder[]
}

export interface PstMail {
  readonly subject: string
  /** With CR LF, as it arrived; absent for a mail that never travelled. */
  readonly headers?: string
  readonly body: string
  readonly read: boolean
  readonly sent: Date
}

const PAGE = 512
const STRING8 = 0x001e
const INTEGER = 0x0003
const TIME = 0x0040
const BINARY = 0x0102
/** §2.2.2.1: the message store, and folders and messages by the low five bits. */
const STORE = 0x21
const FOLDER = 0x02
const MESSAGE = 0x04

type Property = readonly [id: number, type: number, value: number | Buffer]

interface Node {
  readonly nid: number
  readonly parent: number
  readonly data: Buffer
}

export function pstFile(top: readonly PstFolder[]): Buffer {
  let next = 0x400
  const nid = (kind: number) => (next++ << 5) | kind
  const root = nid(FOLDER)
  const nodes: Node[] = []
  const add = (folder: PstFolder, parent: number, own = nid(FOLDER)) => {
    nodes.push({
      nid: own,
      parent,
      data: properties([
        [0x3001, STRING8, text(folder.name)],
        [0x3602, INTEGER, folder.mails.length],
        [0x3603, INTEGER, 0],
        [0x360a, 0x000b, folder.folders?.length ? 1 : 0],
      ]),
    })
    for (const mail of folder.mails) nodes.push({ nid: nid(MESSAGE), parent: own, data: properties(message(mail)) })
    for (const below of folder.folders ?? []) add(below, own)
  }
  const entryId = Buffer.alloc(24)
  entryId.writeUInt32LE(root, 20)
  nodes.push({
    nid: STORE,
    parent: 0,
    data: properties([
      [0x3001, STRING8, text('Store')],
      [0x35e0, BINARY, entryId],
    ]),
  })
  add({ name: 'Top', mails: [], folders: top }, 0, root)
  return lay(nodes.sort((a, b) => a.nid - b.nid))
}

function message({ subject, headers, body, read, sent }: PstMail): Property[] {
  const all: Property[] = [
    [0x001a, STRING8, text('IPM.Note')],
    [0x0037, STRING8, text(subject)],
    [0x0039, TIME, fileTime(sent)],
    [0x0c1a, STRING8, text('Paul')],
    [0x0c1f, STRING8, text('paul@example.test')],
    [0x0e04, STRING8, text('Marie')],
    [0x0e06, TIME, fileTime(sent)],
    [0x0e07, INTEGER, read ? 1 : 0],
    [0x1000, STRING8, text(body)],
  ]
  if (headers !== undefined) all.push([0x007d, STRING8, text(headers)])
  return all.sort(([a], [b]) => a - b)
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1')
}

/** §2.3.3.4: hundreds of nanoseconds since 1601. */
function fileTime(date: Date): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE((BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n)
  return bytes
}

/** §2.3.3: a property context, in a heap of one block (§2.3.1). Records first, each value an allocation of its own. */
function properties(all: readonly Property[]): Buffer {
  const records = Buffer.alloc(all.length * 8)
  const values: Buffer[] = []
  for (const [at, [id, type, value]] of all.entries()) {
    records.writeUInt16LE(id, at * 8)
    records.writeUInt16LE(type, at * 8 + 2)
    // §2.3.1.1: a HID is the number of its allocation, from 1 on, above five bits of type.
    records.writeUInt32LE(typeof value === 'number' ? value : (values.push(value) + 2) << 5, at * 8 + 4)
  }
  const tree = Buffer.from([0xb5, 2, 6, 0, 0, 0, 0, 0])
  tree.writeUInt32LE(2 << 5, 4)
  const allocations = [tree, records, ...values]
  const header = Buffer.from([0, 0, 0xec, 0xbc, 0, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32LE(1 << 5, 4)
  const offsets = [header.length]
  for (const one of allocations) offsets.push((offsets.at(-1) as number) + one.length)
  const end = offsets.at(-1) as number
  const pad = Buffer.alloc(end % 2)
  header.writeUInt16LE(end + pad.length, 0)
  const map = Buffer.alloc(4 + offsets.length * 2)
  map.writeUInt16LE(allocations.length, 0)
  for (const [at, offset] of offsets.entries()) map.writeUInt16LE(offset, 4 + at * 2)
  return Buffer.concat([header, ...allocations, pad, map])
}

/** §2.2.2: header, blocks, and the two trees that find them, each a single page. */
function lay(nodes: readonly Node[]): Buffer {
  const parts: Buffer[] = []
  let at = 0x4400
  const place = (bytes: Buffer, to: number) => {
    const size = Math.ceil(bytes.length / to) * to
    const offset = at
    parts.push(Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]))
    at += size
    return offset
  }
  const blocks = Buffer.alloc(nodes.length * 12)
  const tree = Buffer.alloc(nodes.length * 16)
  for (const [n, node] of nodes.entries()) {
    const bid = (n + 1) << 2
    const trailer = Buffer.alloc(12)
    trailer.writeUInt16LE(node.data.length, 0)
    trailer.writeUInt32LE(bid, 4)
    const offset = place(node.data, 64)
    blocks.writeUInt32LE(bid, n * 12)
    blocks.writeUInt32LE(offset, n * 12 + 4)
    blocks.writeUInt16LE(node.data.length, n * 12 + 8)
    blocks.writeUInt16LE(2, n * 12 + 10)
    for (const [field, value] of [node.nid, bid, 0, node.parent].entries()) tree.writeUInt32LE(value >>> 0, n * 16 + field * 4)
  }
  at = 0x4400 + parts.reduce((sum, part) => sum + part.length, 0)
  parts.push(Buffer.alloc((PAGE - (at % PAGE)) % PAGE))
  at += parts.at(-1)?.length ?? 0
  const blockTree = place(page(blocks, 12, 0x80, 0x1001), PAGE)
  const nodeTree = place(page(tree, 16, 0x81, 0x1005), PAGE)
  const header = Buffer.alloc(0x4400)
  header.write('!BDN', 0, 'latin1')
  header.write('SM', 8, 'latin1')
  // §2.2.2.6: wVer 14 is ANSI; no encoding of blocks (bCryptMethod at 461).
  header.writeUInt16LE(14, 10)
  header.writeUInt16LE(19, 12)
  header.writeUInt32LE(at, 0xa8)
  for (const [offset, value] of [
    [0xb8, 0x1005],
    [0xbc, nodeTree],
    [0xc0, 0x1001],
    [0xc4, blockTree],
  ] as const)
    header.writeUInt32LE(value, offset)
  header[0x1cc] = 0x80
  return Buffer.concat([header, ...parts])
}

/** §2.2.2.7.7.1: a leaf page of a tree. */
function page(entries: Buffer, size: number, kind: number, bid: number): Buffer {
  const most = Math.floor(0x1f0 / size)
  if (entries.length / size > most) throw new RangeError(`no more than ${most} entries`)
  const bytes = Buffer.alloc(PAGE)
  entries.copy(bytes)
  bytes.set([entries.length / size, most, size, 0, kind, kind], 0x1f0)
  bytes.writeUInt32LE(bid, 0x1f8)
  return bytes
}
