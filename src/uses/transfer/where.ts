// What a person names as one end of a transfer: an address, a server with a user name, or files of this computer. Pure.

import type { Address } from '../../model/address.ts'
import { SesameError } from '../../model/errors.ts'
import type { Endpoint } from '../../model/protocol.ts'
import { addressOf } from '../address-of.ts'
import { serversOf } from '../server-url.ts'

export type FileFormat = 'maildir' | 'mbox' | 'eml' | 'pst'

export type Where =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'server'; readonly endpoint: Endpoint; readonly user: string }
  | { readonly kind: 'files'; readonly format?: FileFormat; readonly path: string }

const FORMAT = /^(maildir|mbox|eml|pst):(?!\/\/)(.+)$/is
/** A drive of Windows, a place in the file system, a file by its ending. */
const PATH = /^([a-z]:[\\/]|[./~\\])|[\\/]|\.(pst|mbox)$/i

/** `isThere`: such a file or folder exists. Throws `address-invalid`, `url-invalid`, `address-secret` for a password where the user name goes. */
export function whereOf(text: string, isThere: (path: string) => boolean = () => false): Where {
  const named = FORMAT.exec(text)
  if (named !== null) return { kind: 'files', format: named[1]!.toLowerCase() as FileFormat, path: named[2]! }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return serverOf(text)
  const at = text.lastIndexOf('@')
  if (PATH.test(text) || (at < 0 && isThere(text))) {
    return { kind: 'files', ...(/\.pst$/i.test(text) && { format: 'pst' as const }), path: text }
  }
  return { kind: 'address', address: addressOf(text) }
}

function serverOf(text: string): Where {
  const [, scheme = '', user, rest = ''] = /^([a-z0-9+.-]+:\/\/)(?:(.*)@)?([^@]*)$/is.exec(text) ?? []
  // A colon in the user part is where curl and mail programs have the password; everybody on this computer can read a command line.
  if (user !== undefined && /:|%3a/i.test(user)) throw new SesameError('address-secret')
  const [endpoint] = serversOf(`${scheme}${rest}`)
  if (endpoint === undefined || endpoint.protocol === 'smtp') throw new SesameError('url-invalid', { text: `${scheme}${rest}` })
  const name = user === undefined ? '' : decoded(user)
  if (name === '' || /\p{Cc}/u.test(name)) throw new SesameError('url-invalid', { text: `${scheme}NAME@${rest}` })
  return { kind: 'server', endpoint, user: name }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
