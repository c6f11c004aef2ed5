// The boxes behind the ends of a transfer, by what holds the messages; each room of boxes is loaded when it is wanted.

import { SesameError } from '../../model/errors.ts'
import type { Box } from '../../transfer/shapes.ts'
import type { OpenDoor } from './doors.ts'
import type { FileFormat } from './where.ts'

export interface ServerBoxWanted<P extends 'imap' | 'pop3'> {
  readonly label: string
  readonly key: string
  readonly connect: OpenDoor<P>
}

export async function imapSideBox({ label }: ServerBoxWanted<'imap'>): Promise<Box> {
  throw new SesameError('internal', { why: `no box for ${label}` })
}

export async function pop3SideBox({ label }: ServerBoxWanted<'pop3'>): Promise<Box> {
  throw new SesameError('internal', { why: `no box for ${label}` })
}

/** `format` for a folder that is made now; else what lies there decides. */
export async function filesSideBox(path: string, _format: FileFormat | undefined): Promise<Box> {
  throw new SesameError('internal', { why: `no box for ${path}` })
}
