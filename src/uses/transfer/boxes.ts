// The boxes behind the ends of a transfer, by what holds the messages; each room of boxes is loaded when it is wanted.

import { SesameError } from '../../model/errors.ts'
import type { UidlShelf } from '../../transfer/boxes/pop3/uidl-shelf.ts'
import type { Box, Traits } from '../../transfer/shapes.ts'
import type { OpenDoor } from './doors.ts'
import type { FileFormat } from './where.ts'

export interface ServerBoxWanted<P extends 'imap' | 'pop3'> {
  readonly label: string
  readonly key: string
  readonly connect: OpenDoor<P>
}

export async function imapSideBox(
  { connect, ...named }: ServerBoxWanted<'imap'>,
  more: { readonly compress: boolean | (() => boolean); readonly keepMs?: number | undefined },
): Promise<Box> {
  const { imapBox } = await import('../../transfer/boxes/imap/box.ts')
  const { compress, keepMs = 0 } = more
  return imapBox({ ...named, open: connect, compress, keepMs })
}

export async function pop3SideBox({
  uidls,
  ...wanted
}: ServerBoxWanted<'pop3'> & { readonly uidls?: UidlShelf | undefined }): Promise<Box> {
  const { pop3Box } = await import('../../transfer/boxes/pop3/pop3-box.ts')
  return pop3Box({ ...wanted, shelf: uidls })
}

/** `format` for a folder that is made now; else what lies there decides. */
export async function filesSideBox(path: string, { format, create }: { format?: FileFormat | undefined; create: boolean }): Promise<Box> {
  const { openFileBox } = await import('../../transfer/boxes/files/open-file-box.ts')
  return openFileBox(path, { create, ...(format !== undefined && { format: format as 'maildir' }) })
}

/** The backup that would be made: it takes everything, and nothing is in it. */
export function nothingYet(path: string): Box {
  const traits: Traits = {
    ...{ groups: true, literals: 'plus', uidplus: true, condstore: true, qresync: true, move: true, idle: false, compress: false },
    ...{ specialUse: true, names: 'any', gmail: false },
  }
  const unused = async () => {
    throw new SesameError('backup-unknown', { file: path })
  }
  return {
    ...{ kind: 'maildir', label: path, key: path, reader: unused, writer: unused },
    inventory: async () => ({ folders: [], traits, prefix: '', delimiter: '/' }),
    close: async () => {},
  }
}
